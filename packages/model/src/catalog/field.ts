import type { CanonicalRuleName } from '../identity/rules.ts'
import type { Operator } from '../query/condition.ts'

/** How a field's value looks and is checked; readers decide what to make of it (a type, a column, an input). */
export type Format =
  | CanonicalRuleName
  | 'longText'
  | 'dateTime'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'booleanText'
  | 'choice'
  | 'users'

/** A user as the wire shows one: `{ "userName": "johndoe@example.com", "firstName": "John", "lastName": "Doe" }`. */
export interface UserReference {
  readonly userName: string
  readonly firstName?: string
  readonly lastName?: string
}

/** What a caller may pass for a user: the reference or the user name alone. */
export type UserInput = string | { readonly userName: string }

/**
 * A column of an item, described once. The sentence says what it holds; it never names a widget, a table or a library.
 */
export interface Field {
  readonly format: Format
  readonly title: string
  readonly sentence: string
  /** Part of an indicator's value, in the order of the entry. */
  readonly value?: true
  /** The platform refuses to create the item without it. */
  readonly required?: true
  /** Set by the platform; ignored where a client sends it back. */
  readonly readOnly?: true
  /** A named rule that computes it at the time of asking (see computed.ts). */
  readonly computed?: ComputedName
  /** The operators that the documentation allows in a v2 filter. */
  readonly filter?: readonly Operator[]
  /**
   * Where an answer shows it: everywhere (the default), on a single item only, on a single item and in lists with
   * `includes=additional`, with `includes=additional` only, or never.
   */
  readonly shown?: 'always' | 'single' | 'detail' | 'additional' | 'never'
  readonly choices?: readonly string[]
  /** Other spellings of a choice. */
  readonly aliases?: Readonly<Record<string, string>>
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  /** The one value that a switch may have, where it cannot be turned. */
  readonly only?: boolean
  /** What a part of an indicator's value is where the text of the value leaves it out. */
  readonly none?: string
  /** The SDK's method that changes the field alone: `setFirstSeen`. */
  readonly setter?: string
  /** What a new item has where nothing was given. */
  readonly initial?: string | number | boolean
  /** The field that a new item must have too where it has this one. */
  readonly needs?: string
  /** What a batch file calls it besides. */
  readonly batchName?: string
  /** v2's URL segment below the item, where each user of the field can be reached. */
  readonly branch?: string
}

export type Fields = Readonly<Record<string, Field>>

/** Rules of computed.ts, named here so that entries stay data. */
export type ComputedName = 'overdue' | 'escalated' | 'reminded'

/** The TypeScript type of a value that the platform returns, by format. */
export type FormatOutput<F extends Format> = F extends 'integer' | 'decimal'
  ? number
  : F extends 'boolean'
    ? boolean
    : F extends 'users'
      ? readonly UserReference[]
      : string

/** The TypeScript type of a value that a caller may pass, by format. */
export type FormatInput<F extends Format> = F extends 'integer' | 'decimal'
  ? number | string
  : F extends 'boolean' | 'booleanText'
    ? boolean | 'true' | 'false'
    : F extends 'dateTime'
      ? string | Date
      : F extends 'users'
        ? readonly UserInput[]
        : string

/** A stored value, already checked. */
export type FieldValue = string | number | boolean | readonly string[]
