import type { TcEx } from 'tcex'
import type { Outcome } from './load.ts'

interface Wanted {
  readonly type: string
  readonly value: string
  readonly sources: Set<string>
}

/** Reads every indicator that carries the tag back and tells where it is not what was put there. */
export async function compareFeed(
  tcex: TcEx,
  outcomes: readonly Outcome[],
  tag: string,
): Promise<readonly string[]> {
  const wanted = wantedOf(outcomes)
  const differences: string[] = []
  for await (const found of tcex.ti.tag(tag).indicators({ params: { includes: ['attributes'] } })) {
    const expected = wanted.get(found.id)
    if (!expected) continue
    wanted.delete(found.id)
    const sources = new Set(found.attribute?.map(({ value }) => value))
    const missing = [...expected.sources].filter((source) => !sources.has(source))
    if (missing.length > 0) differences.push(`${found.summary} lacks the source ${missing.join(', ')}`)
    if (!sameValue(expected.value, found.summary ?? '')) {
      differences.push(`${expected.value} came back as ${found.summary}`)
    }
  }
  for (const { type, value } of wanted.values()) differences.push(`${type} ${value} did not come back`)
  return differences
}

function wantedOf(outcomes: readonly Outcome[]): Map<number, Wanted> {
  const wanted = new Map<number, Wanted>()
  for (const outcome of outcomes) {
    if ('refused' in outcome) continue
    const { row, id, value } = outcome
    const known = wanted.get(id) ?? { type: row.type, value, sources: new Set<string>() }
    if (row.source) known.sources.add(row.source)
    wanted.set(id, known)
  }
  return wanted
}

/** A file that a row knows by one hash may have others. */
const sameValue = (expected: string, summary: string): boolean =>
  summary.split(' : ').includes(expected) || summary === expected
