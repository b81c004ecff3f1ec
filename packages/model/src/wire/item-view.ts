import type { AnyEntry } from '../catalog/define.ts'
import type { FieldValue, UserReference } from '../catalog/field.ts'
import type { AttributeEntity, OwnerEntity, SecurityLabelEntity, TagEntity } from '../catalog/metadata.ts'

/** An item as the platform keeps it, with what an answer may show of it. Dates are in wire form. */
export interface ItemView {
  readonly entry: AnyEntry
  readonly id: number
  readonly name: string
  readonly owner: OwnerEntity
  readonly dateAdded: string
  readonly lastModified: string
  readonly createdBy?: string
  readonly values: Readonly<Record<string, FieldValue>>
  /** Those of the values that the name does not hold, where they are known apart. */
  readonly kept?: Readonly<Record<string, FieldValue>>
  readonly users?: ReadonlyMap<string, UserReference>
  readonly attributes?: readonly AttributeEntity[]
  readonly tags?: readonly TagEntity[]
  readonly labels?: readonly SecurityLabelEntity[]
  readonly reports?: Reports
  /** The displayed Description and Source, where the item has them. */
  readonly displayed?: Readonly<Partial<Record<'description' | 'source', string>>>
}

/** What users reported of an indicator. */
export interface Reports {
  readonly observationCount: number
  readonly lastObserved?: string
  readonly falsePositiveCount: number
  readonly falsePositiveLastReported?: string
}

/** What an answer asks for. */
export interface Shape {
  /** One item with its owner as object, a list of one type, or a list of several types of a kind. */
  readonly as: 'single' | 'typed' | 'mixed'
  readonly includes: ReadonlySet<Include>
  /** The site that links lead to, without a slash at the end. */
  readonly site: string
  /** The time of asking, in wire form. */
  readonly now: string
  /** The answer to a change of the item. */
  readonly changed?: boolean
}

/** What `includes` may name. */
export type Include = 'additional' | 'attributes' | 'labels' | 'tags'

export const includeNames: readonly Include[] = ['additional', 'attributes', 'labels', 'tags']
