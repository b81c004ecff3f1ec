import type { AssetEntry, AssetFamily } from './asset.ts'
import { victimAssets } from './victim.ts'

const text = <const T extends string>(title: T, sentence: string) =>
  ({ format: 'text', title, sentence, required: true }) as const

/**
 * The three kinds of asset that an adversary may have: what it uses for its operations.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-adversary-assets
 */
export const adversaryAssets = {
  Handle: {
    type: 'Handle',
    branch: 'handles',
    entity: 'adversaryHandle',
    shorthand: 'handle',
    sentence: 'A name under which the adversary appears.',
    nameField: 'handle',
    fields: { handle: text('Handle', 'The name.') },
  },
  PhoneNumber: {
    type: 'PhoneNumber',
    branch: 'phoneNumbers',
    entity: 'adversaryPhoneNumber',
    shorthand: 'phone',
    sentence: 'A telephone number of the adversary.',
    nameField: 'phoneNumber',
    fields: { phoneNumber: text('Phone number', 'The number.') },
  },
  URL: {
    type: 'URL',
    branch: 'urls',
    entity: 'adversaryUrl',
    shorthand: 'url',
    sentence: 'A site of the adversary.',
    nameField: 'url',
    fields: { url: text('URL', 'The URL of the site.') },
  },
} as const satisfies Record<string, AssetEntry>

export type AdversaryAssetType = keyof typeof adversaryAssets

/** Who may have assets, and of which kinds, by the trait of the entry. */
export const assetFamilies = {
  adversaryAssets: { entity: 'bucketAsset', assets: adversaryAssets },
  victimAssets: { entity: 'victimAsset', assets: victimAssets },
} as const satisfies Record<string, AssetFamily>
