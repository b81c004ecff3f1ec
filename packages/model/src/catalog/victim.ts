import { type AssetEntry, defineVictim } from './define.ts'

const network = {
  format: 'text',
  title: 'Network',
  sentence: 'A classification of the network itself.',
} as const

const account = {
  format: 'text',
  title: 'Account',
  sentence: 'The name of the account.',
  required: true,
} as const

/**
 * The five kinds of victim asset.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/victims/victims.html#create-victim-assets
 */
export const victimAssets = {
  EmailAddress: {
    type: 'EmailAddress',
    branch: 'emailAddresses',
    entity: 'victimEmailAddress',
    shorthand: 'email',
    sentence: 'An e-mail address of the victim.',
    nameField: 'address',
    fields: {
      address: { format: 'text', title: 'Address', sentence: 'The e-mail address.', required: true },
      addressType: { format: 'text', title: 'Address type', sentence: 'What the address is used for.' },
    },
  },
  NetworkAccount: {
    type: 'NetworkAccount',
    branch: 'networkAccounts',
    entity: 'victimNetworkAccount',
    shorthand: 'network',
    sentence: 'An account of the victim on a network.',
    nameField: 'account',
    fields: { account, network },
  },
  Phone: {
    type: 'Phone',
    branch: 'phoneNumbers',
    entity: 'victimPhone',
    shorthand: 'phone',
    sentence: 'A telephone number of the victim.',
    nameField: 'phoneType',
    fields: {
      phoneType: { format: 'text', title: 'Phone', sentence: 'The number or its kind.', required: true },
    },
  },
  SocialNetwork: {
    type: 'SocialNetwork',
    branch: 'socialNetworks',
    entity: 'victimSocialNetwork',
    shorthand: 'social',
    sentence: 'An account of the victim on a social network.',
    nameField: 'account',
    fields: { account, network },
  },
  WebSite: {
    type: 'WebSite',
    branch: 'webSites',
    entity: 'victimWebSite',
    shorthand: 'web',
    sentence: 'A web site of the victim.',
    nameField: 'webSite',
    fields: {
      webSite: { format: 'text', title: 'Web site', sentence: 'The URL of the site.', required: true },
    },
  },
} as const satisfies Record<string, AssetEntry>

export type AssetType = keyof typeof victimAssets

/**
 * A person or organization that is a target.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/victims/victims.html#create-victims
 */
export const victim = defineVictim({
  type: 'Victim',
  plural: 'Victims',
  branch: '',
  entity: 'victim',
  shorthand: 'victim',
  sentence: 'A person or organization that is a target.',
  assets: {
    branch: 'victimAssets',
    entity: 'victimAsset',
    associated: true,
    types: victimAssets,
  },
  fields: {
    name: {
      format: 'text',
      title: 'Name',
      sentence: 'What the victim is called.',
      required: true,
      filter: ['=', '^'],
      setter: 'setName',
    },
    description: {
      format: 'longText',
      title: 'Description',
      sentence: 'More about the victim.',
      shown: 'single',
    },
    org: { format: 'text', title: 'Organization', sentence: 'The organization the victim belongs to.' },
    suborg: { format: 'text', title: 'Sub-organization', sentence: 'The part of the organization.' },
    workLocation: { format: 'text', title: 'Work location', sentence: 'Where the victim works.' },
    nationality: { format: 'text', title: 'Nationality', sentence: 'The nationality of the victim.' },
  },
})
