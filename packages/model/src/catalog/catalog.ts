import { type AssociationEntry, associationTypes } from './association-types.ts'
import type {
  AnyEntry,
  AssetEntry,
  AssetSet,
  GroupEntry,
  IndicatorEntry,
  Kind,
  TaskEntry,
  VictimEntry,
} from './define.ts'
import { groups } from './groups.ts'
import { indicators } from './indicators.ts'
import { task } from './task.ts'
import { claim, squash, TypeIndex } from './type-index.ts'
import { victim } from './victim.ts'

interface EntryByKind {
  readonly group: GroupEntry
  readonly indicator: IndicatorEntry
  readonly victim: VictimEntry
  readonly task: TaskEntry
}

export type EntryOf<K extends Kind> = EntryByKind[K]

/** Every type there is with all that is known of it, and the ways to look one up. */
export class Catalog extends TypeIndex<AnyEntry> {
  /** Every kind of asset that items can be associated with. */
  readonly assets: readonly AssetEntry[]
  readonly associations: readonly AssociationEntry[]
  readonly #branches = new Map<string, AnyEntry>()

  constructor(entries: readonly AnyEntry[], associations: readonly AssociationEntry[]) {
    super(entries)
    this.assets = entries.flatMap(({ assets }) => (assets?.associated ? Object.values(assets.types) : []))
    this.associations = associations
    for (const entry of entries) claim(this.#branches, `${entry.kind}:${entry.branch}`, entry)
  }

  /** The type with this URL segment, exactly as written. */
  findBranch<K extends Kind>(kind: K, branch: string): EntryOf<K> | undefined {
    return this.#branches.get(`${kind}:${branch}`) as EntryOf<K> | undefined
  }

  /** The kind of victim asset with this name or URL segment. */
  findAsset(name: string): AssetEntry | undefined {
    return this.assets.find((asset) => squash(asset.type) === squash(name) || asset.branch === name)
  }

  /** The association between indicators, or the file action, with this URL segment. */
  findAssociation(branch: string, fileAction: boolean): AssociationEntry | undefined {
    return this.associations.find((each) => each.fileAction === fileAction && each.branch === branch)
  }

  /** The URL segments of all types and kinds of asset. */
  branches(): ReadonlySet<string> {
    const assets = this.entries.flatMap((entry) => Object.values(entry.assets?.types ?? {}))
    return new Set([...this.entries, ...assets].map(({ branch }) => branch).filter(Boolean))
  }

  /** The types whose items have assets of their own under this URL segment. */
  holdersOf(branch: string): readonly (AnyEntry & { readonly assets: AssetSet })[] {
    return this.entries.filter(
      (entry): entry is AnyEntry & { readonly assets: AssetSet } => entry.assets?.branch === branch,
    )
  }

  /** The same catalog with more types, such as the custom indicator types of an instance. */
  override with(...entries: readonly AnyEntry[]): Catalog {
    return new Catalog([...this.entries, ...entries], this.associations)
  }
}

/** The catalog of a new platform. */
export const catalog: Catalog = new Catalog(
  [...Object.values(groups), ...Object.values(indicators), victim, task] as readonly AnyEntry[],
  associationTypes,
)
