import type { Fields } from './field.ts'

/** An owner as it stands in a single entity and in the list of owners. */
export interface OwnerEntity {
  readonly id: number
  readonly name: string
  readonly type: OwnerType
}

export const ownerTypes = ['Organization', 'Community', 'Source'] as const

export type OwnerType = (typeof ownerTypes)[number]

/** A user as `owners/mine/members` lists one. */
export interface MemberEntity {
  readonly userName: string
  readonly firstName?: string
  readonly lastName?: string
}

/** Who the caller is, as `whoami` shows it. */
export interface WhoamiEntity {
  readonly userName: string
  readonly firstName?: string
  readonly lastName?: string
  readonly pseudonym?: string
  readonly role: string
}

/** A typed note on an item. Dates are UTC, `2017-07-13T17:50:17Z`. */
export interface AttributeEntity {
  /** With `includes=additional`. */
  readonly xid?: string
  readonly id: number
  readonly type: string
  readonly value: string
  readonly dateAdded: string
  readonly lastModified: string
  readonly displayed: boolean
  readonly source?: string
}

export interface TagEntity {
  readonly name: string
  readonly description?: string
  readonly webLink?: string
}

export interface SecurityLabelEntity {
  readonly name: string
  readonly description?: string
  readonly dateAdded?: string
}

/** A victim's asset as lists of all kinds show it. */
export interface VictimAssetEntity {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly webLink?: string
}

/** One day of an owner's figures: `metricDate` and a count for each kind and type. */
export interface OwnerMetricEntity {
  readonly metricDate: string
  readonly [total: string]: number | string
}

/** A tag's name is limited to this many characters. */
export const tagNameLength = 128

/**
 * What a tag is made from.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/tags/tags.html#create-tags
 */
export const tagFields = {
  name: {
    format: 'text',
    title: 'Name',
    sentence: 'What the tag is called.',
    required: true,
    maxLength: tagNameLength,
  },
  description: { format: 'longText', title: 'Description', sentence: 'What the tag is for.' },
} as const satisfies Fields

/**
 * What a security label is made from.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html
 */
export const labelFields = {
  name: {
    format: 'text',
    title: 'Name',
    sentence: 'What the label is called.',
    required: true,
    maxLength: 255,
  },
  description: { format: 'longText', title: 'Description', sentence: 'What the label means.' },
  color: { format: 'text', title: 'Color', sentence: 'Its color as six hexadecimal digits.', maxLength: 32 },
  dateAdded: { format: 'dateTime', title: 'Date added', sentence: 'Since when the owner has it.' },
} as const satisfies Fields

/**
 * The security labels of a new owner: the Traffic Light Protocol.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/security_labels/security_labels.html
 */
export const initialSecurityLabels: readonly Required<SecurityLabelEntity>[] = [
  {
    name: 'TLP:AMBER',
    description:
      'For information that needs support to be acted upon and carries risks if shared outside of the organizations involved; it may be shared with members of an organization and its clients.',
    dateAdded: '2016-08-31T00:00:00Z',
  },
  {
    name: 'TLP:AMBER+STRICT',
    description:
      'For information that needs support to be acted upon and that its source wants to stay within the organizations involved; it may be shared with members of an organization only.',
    dateAdded: '2022-08-31T00:00:00Z',
  },
  {
    name: 'TLP:CLEAR',
    description: 'For information with minimal or no foreseeable risk of misuse; it may be made public.',
    dateAdded: '2022-08-31T00:00:00Z',
  },
  {
    name: 'TLP:GREEN',
    description:
      'For information that is useful to all participating organizations and to peers in the wider community or sector.',
    dateAdded: '2016-08-31T00:00:00Z',
  },
  {
    name: 'TLP:RED',
    description:
      'For information that others cannot act upon and that could harm privacy, reputation or operations if misused.',
    dateAdded: '2016-08-31T00:00:00Z',
  },
  {
    name: 'TLP:WHITE',
    description: 'For information with minimal or no foreseeable risk of misuse; it may be made public.',
    dateAdded: '2016-08-31T00:00:00Z',
  },
]

/** The attribute types whose `displayed` value the entity shows as a field of its own. */
export const displayedAttributes: readonly (readonly [type: string, key: 'source' | 'description'])[] = [
  ['Source', 'source'],
  ['Description', 'description'],
]
