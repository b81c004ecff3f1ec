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
import { victim } from './victim.ts'

/** What a kind is called in v2: the URL segment, and the JSON key of a list of all its types. */
export interface KindEntry {
  readonly branch: string
  readonly entity: string
}

export const kinds: Readonly<Record<Kind, KindEntry>> = {
  group: { branch: 'groups', entity: 'group' },
  indicator: { branch: 'indicators', entity: 'indicator' },
  victim: { branch: 'victims', entity: 'victim' },
  task: { branch: 'tasks', entity: 'task' },
}

interface EntryByKind {
  readonly group: GroupEntry
  readonly indicator: IndicatorEntry
  readonly victim: VictimEntry
  readonly task: TaskEntry
}

export type EntryOf<K extends Kind> = EntryByKind[K]

/** Every type there is, and the ways to look one up. Readers are given one; none has a list of its own. */
export class Catalog {
  readonly entries: readonly AnyEntry[]
  /** Every kind of asset that items can be associated with. */
  readonly assets: readonly AssetEntry[]
  readonly associations: readonly AssociationEntry[]
  readonly #named = new Map<string, AnyEntry>()
  readonly #spelt = new Map<string, AnyEntry>()
  readonly #branches = new Map<string, AnyEntry>()

  constructor(entries: readonly AnyEntry[], associations: readonly AssociationEntry[]) {
    this.entries = entries
    this.assets = entries.flatMap(({ assets }) => (assets?.associated ? Object.values(assets.types) : []))
    this.associations = associations
    for (const entry of entries) {
      claim(this.#named, `${entry.kind}:${squash(entry.type)}`, entry)
      this.#spelt.set(`${entry.kind}:${entry.type}`, entry)
      claim(this.#branches, `${entry.kind}:${entry.branch}`, entry)
    }
  }

  /** All types of a kind, in the catalog's order. */
  of<K extends Kind>(kind: K): readonly EntryOf<K>[] {
    return this.entries.filter((entry): entry is EntryOf<K> & AnyEntry => entry.kind === kind)
  }

  /** The type with this name: any case, with or without the space. */
  find<K extends Kind>(kind: K, name: string): EntryOf<K> | undefined {
    // Most names are spelt as the platform does, and are asked for by the hundred thousand.
    const spelt = this.#spelt.get(`${kind}:${name}`) ?? this.#named.get(`${kind}:${squash(name)}`)
    return spelt as EntryOf<K> | undefined
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
  with(...entries: readonly AnyEntry[]): Catalog {
    return new Catalog([...this.entries, ...entries], this.associations)
  }

  /** The same catalog with types in place of those that have their name or branch: an instance knows its own best. */
  replacing(...entries: readonly AnyEntry[]): Catalog {
    const isReplaced = (old: AnyEntry) =>
      entries.some(
        ({ kind, type, branch }) =>
          kind === old.kind && (squash(type) === squash(old.type) || branch === old.branch),
      )
    return new Catalog([...this.entries.filter((entry) => !isReplaced(entry)), ...entries], this.associations)
  }
}

/** A name without case and spaces: `Intrusion Set`, `IntrusionSet` and `intrusion set` are one. */
export function squash(name: string): string {
  return name.replace(/\s+/g, '').toLowerCase()
}

function claim(map: Map<string, AnyEntry>, key: string, entry: AnyEntry): void {
  const other = map.get(key)
  if (other) throw new TypeError(`the catalog has two entries for ${key}: ${other.type} and ${entry.type}`)
  map.set(key, entry)
}

/** The catalog of a new platform. */
export const catalog: Catalog = new Catalog(
  [...Object.values(groups), ...Object.values(indicators), victim, task] as readonly AnyEntry[],
  associationTypes,
)
