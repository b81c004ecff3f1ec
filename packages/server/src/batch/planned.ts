import type { AnyEntry, Kind, Values } from '@tcex/model'
import type { AttributeInput } from '../service/attributes.ts'
import type { AttributeTypeRow } from '../service/many.ts'

/** A security label as a batch file names it, or describes it anew. */
export interface LabelInput {
  readonly name: string
  readonly description?: string
  readonly color?: string
}

/** An attribute with the security labels that a file puts on it. */
export type PlannedAttribute = AttributeInput & { readonly labels?: readonly LabelInput[] }

/** How a file names an item: by id, by a group's external id, by an indicator's value. */
export type Target =
  | { readonly by: 'id'; readonly id: number; readonly kind?: Kind; readonly type?: string }
  | { readonly by: 'xid'; readonly xid: string; readonly type?: string }
  | { readonly by: 'value'; readonly type: string; readonly name: string; readonly keys: readonly string[] }
  /** An indicator of the same file, by what the file alone calls it. */
  | { readonly by: 'fileXid'; readonly xid: string; readonly type?: undefined }

/** What an item is to be linked with. */
export interface Aim {
  readonly right: Target
  /** The other end, where it is not the item itself: a file whose action stands within that of another one. */
  readonly left?: Target
  /** The named association or file action that links them; a plain association without it. */
  readonly association?: string
}

/** A link that a file asks for. */
export interface PlannedLink extends Aim {
  readonly left: Target
  readonly path: string
  readonly source: string
}

/** An item of a file, checked: what is to be made of it once it is known what is there. */
export interface PlannedItem {
  readonly entry: AnyEntry
  readonly target: Target
  readonly values: Values
  readonly attributes?: readonly PlannedAttribute[] | undefined
  readonly tags?: readonly string[] | undefined
  readonly labels?: readonly LabelInput[] | undefined
  /** Where a file was found. */
  readonly occurrences?: readonly Values[] | undefined
  readonly links: readonly Aim[]
  /** What the file alone calls an indicator. */
  readonly xid?: string | undefined
}

/** What an element of a file comes to. */
export type Planned =
  | { readonly kind: 'items'; readonly items: readonly PlannedItem[] }
  | { readonly kind: 'link'; readonly link: PlannedLink }

/** What the checks of a whole job need to know. */
export interface Rules {
  readonly attributeTypes: readonly AttributeTypeRow[]
  readonly now: Date
}
