import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Machine } from './machine.ts'
import type { Result } from './row.ts'
import { figure, markdownTable } from './table.ts'

/** A run as it is kept. */
export interface Run {
  readonly date: string
  readonly machine: Machine
  readonly size: number
  readonly rounds: number
  readonly results: readonly Result[]
}

const folder = fileURLToPath(new URL('results', import.meta.url))

/** Writes a run as JSON, and as a table to read; the name of the files. */
export async function saveRun(
  run: Run,
  name = `${run.date.replace(/[:.]/g, '-')}-${run.size}`,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(run, undefined, 2)}\n`)
  await writeFile(join(folder, `${name}.md`), describe(run))
  return `bench/results/${name}.md`
}

/** The run of this size that was saved last, or of any where there is none. */
export async function lastRun(size: number): Promise<Run | undefined> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
  const runs = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Run),
  )
  const newest = runs.sort((left, right) => left.date.localeCompare(right.date))
  return newest.findLast((run) => run.size === size) ?? newest.at(-1)
}

/** How the ratio of a result moved since another run, in per cent; the sign alone says nothing about better or worse. */
export function movedSince({ results }: Run): (result: Result) => string {
  return ({ what, ratio }) => {
    const before = results.find((each) => each.what === what)
    if (!before) return 'new'
    const change = ((ratio - before.ratio) / before.ratio) * 100
    return `${figure(before.ratio)} → ${figure(ratio)} (${change >= 0 ? '+' : ''}${change.toFixed(0)} %)`
  }
}

function describe({ date, machine, size, rounds, results }: Run): string {
  const facts = Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`)
  const title = `# ${date.slice(0, 10)}, ${size.toLocaleString('en')} indicators, medians of ${rounds} rounds`
  return [title, '', ...facts, '', markdownTable(results), ''].join('\n')
}
