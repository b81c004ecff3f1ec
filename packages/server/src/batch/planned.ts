import type { AnyEntry, Values } from '@tcex/model'
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
  | { readonly by: 'id'; readonly id: number; readonly type?: string }
  | { readonly by: 'xid'; readonly xid: string; readonly type?: string }
  | { readonly by: 'value'; readonly type: string; readonly name: string; readonly keys: readonly string[] }

/** A link that a file asks for. */
export interface PlannedLink {
  readonly left: Target
  readonly right: Target
  readonly path: string
  readonly source: string
}

/** An item of a file, checked: what is to be made of it once it is known what is there. */
export interface PlannedItem {
  readonly entry: AnyEntry
  readonly target: Target
  readonly values: Values
  readonly attributes?: readonly PlannedAttribute[]
  readonly tags?: readonly string[]
  readonly labels?: readonly LabelInput[]
  /** Where a file was found. */
  readonly occurrences?: readonly Values[]
  readonly links: readonly Target[]
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
