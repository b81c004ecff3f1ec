// Reads an indicator table and puts it on a platform, then reads everything back and compares.
//
//   node -C tcex-source examples/real-feed.ts FILE [--report FILE] [--tag NAME] [--concurrency N]
//
// FILE is CSV (plain or .gz) with the columns type, value and source. The platform is the one that the environment
// names (TC_API_PATH, …); without one, an embedded platform in memory. Every value is data only: none is ever opened.

import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createServer } from '@tcex/server'
import { SingleBar } from 'cli-progress'
import { TcEx } from 'tcex'
import { compareFeed } from './feed/compare.ts'
import { loadFeed } from './feed/load.ts'
import { countRows, readFeed } from './feed/read.ts'
import { type FeedReport, reportLines, settleReport } from './feed/report.ts'
import { isMain } from './main.ts'

/** What a run may be told. */
export interface FeedOptions {
  readonly tag?: string
  readonly concurrency?: number
  /** Called after each row. */
  readonly progress?: (done: number) => void
}

/**
 * Puts a feed on a platform and reads it back.
 *
 * @returns what became of each row; landed, merged and refused add up to the rows read
 */
export async function runFeed(tcex: TcEx, file: string, options: FeedOptions = {}): Promise<FeedReport> {
  const { tag = 'Real Feed', concurrency = 16, progress } = options
  const outcomes = await loadFeed(tcex, readFeed(file), { tag, concurrency, progress })
  const report = settleReport(outcomes)
  return { ...report, differences: await compareFeed(tcex, outcomes, tag) }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string' }, tag: { type: 'string' }, concurrency: { type: 'string' } },
  })
  const [file] = positionals
  if (!file) throw new Error('Name a file: examples/real-feed.ts FILE [--report FILE] [--tag NAME]')
  const concurrency = values.concurrency === undefined ? undefined : Number(values.concurrency)
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new Error('--concurrency must be a whole number, 1 or more.')
  }
  const reportFile = values.report ?? 'feed-report.txt'
  const embedded = process.env.TC_API_PATH ? undefined : await createServer({ owner: 'MyOrg' })
  const tcex = embedded ? new TcEx({ fetch: embedded.fetch, ...embedded.credentials }) : TcEx.fromEnv()
  const bar = process.stdout.isTTY
    ? new SingleBar({ format: '{bar} {value} of {total} rows, {eta_formatted} left' })
    : undefined
  try {
    bar?.start(await countRows(file), 0)
    const report = await runFeed(tcex, file, {
      ...(values.tag ? { tag: values.tag } : {}),
      ...(concurrency === undefined ? {} : { concurrency }),
      progress: (done) => bar?.update(done),
    })
    bar?.stop()
    await writeFile(reportFile, `${reportLines(report).join('\n')}\n`)
    const { read, landed, merged, refused, differences } = report
    console.log(`${read} rows read: ${landed} landed, ${merged.length} merged, ${refused.length} refused.`)
    console.log(`Read back and compared: ${differences.length} differences. The report is in ${reportFile}.`)
    return differences.length === 0 ? 0 : 1
  } finally {
    bar?.stop()
    await embedded?.close()
  }
}

if (isMain(import.meta.url)) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
