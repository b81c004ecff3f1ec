import { type BatchSettings, type IndicatorEntry, type Values, valueFields } from '@tcex/model'
import type { ItemRow } from '../service/many.ts'
import { contradictions } from '../service/merge.ts'
import { refuse } from '../service/refusal.ts'
import { valuesOf } from '../service/values.ts'

/** What is to be done with an item that may be known by several hashes. */
export interface Decision {
  /** Items that are deleted. */
  readonly drop: readonly ItemRow[]
  /** The items that what is said of the incoming one is said of; none: a new one is made. */
  readonly to: readonly ItemRow[]
  /** Items that become one with the first of `to`. */
  readonly join: readonly ItemRow[]
  /** The hashes that it then has, where any are given. */
  readonly hashes: Values
}

type Modes = Pick<BatchSettings, 'fileMergeMode' | 'hashCollisionMode'>

const none = { drop: [], to: [], join: [] } as const

/**
 * Decides by the job's modes where the hashes of an incoming item belong to items that are there.
 *
 * @throws Refusal where the modes say that the incoming one is not taken
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#create-a-batch-job
 */
export function decide(
  entry: IndicatorEntry,
  hashes: Values,
  matches: readonly ItemRow[],
  modes: Modes,
): Decision {
  if (matches.length === 0) return { ...none, hashes }
  if (matches.length > 1 && modes.fileMergeMode === 'Distribute') return applied(matches)
  const isClash = matches.some((row) => contradictions(entry, row, hashes).length > 0)
  const clashing = matches.filter((row) => clashes(entry, row, matches))
  if (!isClash && clashing.length === 0) return joined(entry, hashes, matches, 'incoming')
  return collisions[modes.hashCollisionMode]({ entry, hashes, matches, clashing, modes })
}

interface Collision {
  readonly entry: IndicatorEntry
  readonly hashes: Values
  readonly matches: readonly ItemRow[]
  /** Those of the matches that contradict another one. */
  readonly clashing: readonly ItemRow[]
  readonly modes: Modes
}

const collisions: Readonly<Record<BatchSettings['hashCollisionMode'], (given: Collision) => Decision>> = {
  FavorIncoming: ({ entry, hashes, matches }) => joined(entry, hashes, matches, 'incoming'),
  FavorExisting: ({ entry, hashes, matches }) => joined(entry, hashes, matches, 'existing'),
  IgnoreExisting: ignoreExisting,
  IgnoreIncoming: refuseIncoming,
  Split: ({ matches }) => applied(matches),
}

function refuseIncoming({ entry, modes }: Collision): never {
  throw refuse('batchHashes', { type: entry.type, mode: modes.hashCollisionMode })
}

/**
 * Those that contradict the incoming one are left, and what they have is taken out of it. Where only those that are
 * there contradict each other, they go and the incoming one comes. In this order a file that is run again finds what it
 * made.
 */
function ignoreExisting(given: Collision): Decision {
  const { entry, hashes, matches, clashing, modes } = given
  const against = matches.filter((row) => contradictions(entry, row, hashes).length > 0)
  if (against.length === 0)
    return { ...decide(entry, hashes, without(matches, clashing), modes), drop: clashing }
  const taken = against.map((row) => valuesOf(entry, row))
  const free = Object.entries(hashes).filter(([field, hash]) => !taken.some((each) => each[field] === hash))
  if (free.length === 0) refuseIncoming(given)
  return decide(entry, Object.fromEntries(free), without(matches, against), modes)
}

const without = (rows: readonly ItemRow[], some: readonly ItemRow[]): readonly ItemRow[] =>
  rows.filter((row) => !some.includes(row))

/** Said of each of them, their hashes as they are. */
const applied = (to: readonly ItemRow[]): Decision => ({ ...none, to, hashes: {} })

/** One item of all: the one that was modified last, with the hashes of all; where they contradict, one side counts. */
function joined(
  entry: IndicatorEntry,
  hashes: Values,
  matches: readonly ItemRow[],
  favoured: 'incoming' | 'existing',
): Decision {
  const [first, ...others] = matches.toSorted((a, b) => b.lastModified - a.lastModified || a.id - b.id)
  if (!first) return { ...none, hashes }
  const existing = [first, ...others].reverse().map((row) => hashesOf(entry, row))
  const inOrder = favoured === 'incoming' ? [...existing, hashes] : [hashes, ...existing]
  return { drop: [], to: [first], join: others, hashes: Object.assign({}, ...inOrder) }
}

function hashesOf(entry: IndicatorEntry, row: ItemRow): Values {
  const values = valuesOf(entry, row)
  const names = valueFields(entry).map(([name]) => name)
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}

const clashes = (entry: IndicatorEntry, row: ItemRow, all: readonly ItemRow[]): boolean =>
  all.some((other) => other !== row && contradictions(entry, other, hashesOf(entry, row)).length > 0)
