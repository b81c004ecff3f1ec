import { defineVictim } from './define.ts'
import type { Fields } from './field.ts'

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
  fields: {
    name: {
      format: 'text',
      title: 'Name',
      sentence: 'What the victim is called.',
      required: true,
      filter: ['=', '^'],
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

/** One kind of asset that a victim may have. */
export interface AssetEntry {
  readonly type: string
  /** v2's URL segment below `victimAssets`. */
  readonly branch: string
  /** v2's JSON key. */
  readonly entity: string
  readonly sentence: string
  readonly fields: Fields
  /** The field that names the asset in a list of all kinds. */
  readonly nameField: string
}

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
    sentence: 'An account of the victim on a network.',
    nameField: 'account',
    fields: { account, network },
  },
  Phone: {
    type: 'Phone',
    branch: 'phoneNumbers',
    entity: 'victimPhone',
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
    sentence: 'An account of the victim on a social network.',
    nameField: 'account',
    fields: { account, network },
  },
  WebSite: {
    type: 'WebSite',
    branch: 'webSites',
    entity: 'victimWebSite',
    sentence: 'A web site of the victim.',
    nameField: 'webSite',
    fields: {
      webSite: { format: 'text', title: 'Web site', sentence: 'The URL of the site.', required: true },
    },
  },
} as const satisfies Record<string, AssetEntry>

export type AssetType = keyof typeof victimAssets
