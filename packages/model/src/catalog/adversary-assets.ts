import type { AssetEntry } from './define.ts'

/**
 * The accounts and web resources that adversaries use.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-adversary-assets
 */
export const adversaryAssets = {
  Handle: {
    type: 'Handle',
    branch: 'handles',
    entity: 'adversaryHandle',
    shorthand: 'handle',
    sentence: 'A name that the adversary goes by.',
    nameField: 'handle',
    fields: { handle: { format: 'text', title: 'Handle', sentence: 'The name.', required: true } },
  },
  Phone: {
    type: 'Phone',
    branch: 'phoneNumbers',
    entity: 'adversaryPhoneNumber',
    shorthand: 'phone',
    sentence: 'A telephone number of the adversary.',
    nameField: 'phoneNumber',
    fields: {
      phoneNumber: { format: 'text', title: 'Phone number', sentence: 'The number.', required: true },
    },
  },
  URL: {
    type: 'URL',
    branch: 'urls',
    entity: 'adversaryUrl',
    shorthand: 'url',
    sentence: 'A web resource of the adversary.',
    nameField: 'url',
    fields: { url: { format: 'text', title: 'URL', sentence: 'Its address, as it is.', required: true } },
  },
} as const satisfies Record<string, AssetEntry>

export type AdversaryAssetType = keyof typeof adversaryAssets
