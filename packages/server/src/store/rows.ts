/** A checked value of an item's own field, as it is kept. */
export type StoredFields = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** By which a row of an owner's is known. */
export interface Owned {
  readonly id: number
  readonly ownerId: number
}

/** One item as the store gives it; times are Unix seconds. */
export interface ItemRow {
  readonly id: number
  readonly ownerId: number
  readonly kind: string
  readonly type: string
  readonly name: string
  readonly dateAdded: number
  readonly lastModified: number
  readonly createdBy: number | null
  readonly fields: StoredFields
}

/** What is needed to make an item. */
export type NewItem = Omit<ItemRow, 'id'>

export interface AttributeRow {
  readonly id: number
  readonly ownerId: number
  readonly itemId: number
  readonly type: string
  readonly value: string
  readonly displayed: boolean
  readonly source: string | null
  /** Attributes from before there were such ids have none. */
  readonly xid?: string | null
  readonly dateAdded: number
  readonly lastModified: number
}

export interface TagRow {
  readonly id: number
  readonly name: string
  readonly description: string | null
}

/** What an attribute may be, as the platform describes it. */
export interface AttributeTypeRow {
  readonly name: string
  readonly description: string | null
  readonly maxSize: number
  readonly allowMarkdown: boolean
  readonly errorMessage: string | null
  /** A validation rule as JSON. */
  readonly validationRule: string | null
}

export interface PublicationRow {
  readonly ownerId: number
  readonly itemId: number
  readonly accountId: number | null
  readonly date: number
}

export interface LabelRow {
  readonly id: number
  readonly name: string
  readonly description: string | null
  readonly color?: string | null
  readonly dateAdded: number
}

export interface AssetRow {
  readonly id: number
  readonly ownerId: number
  /** The item whose asset it is. */
  readonly holderId: number
  readonly type: string
  readonly fields: StoredFields
}

export interface OwnerRow {
  readonly id: number
  readonly name: string
  readonly type: string
  /** Whether its members see each other by pseudonym only. */
  readonly anonymous: boolean
}

export interface AccountRow {
  readonly id: number
  readonly userName: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly pseudonym: string | null
  /** What it is to the platform as a whole: `Api User`. */
  readonly role: string
  /** Its own organization. */
  readonly ownerId: number
  /** Whether it may still call. */
  readonly active: boolean
}
