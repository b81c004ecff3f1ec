// Reads an indicator table and puts it on a platform as batch jobs: for tables of any size.
//
//   node -C tcex-source examples/bulk-feed.ts FILE [--report FILE] [--tag NAME] [--journal FILE]
//
// FILE is CSV (plain or .gz) with the columns type, value and source. The platform is the one that the environment
// names (TC_API_PATH, …); without one, an embedded platform in memory. With a journal, a run that was cut off is picked
// up by the next one. Every value is data only: none is ever opened.

import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createServer } from '@tcex/server'
import { type BatchOptions, type BatchReport, TcEx } from 'tcex'
import { fileJournal } from './feed/journal.ts'
import { readFeed } from './feed/read.ts'
import { isMain } from './main.ts'

/** Puts a table on a platform; the report's rows are those of the table, from 0. */
export async function runBulkFeed(
  tcex: TcEx,
  file: string,
  { tag = 'Bulk Feed', ...options }: BatchOptions & { readonly tag?: string } = {},
): Promise<BatchReport> {
  async function* items() {
    for await (const { type, value, source } of readFeed(file)) {
      yield { type, summary: value, tag: [tag], attribute: [{ type: 'Source', value: source }] }
    }
  }
  return tcex.batch(options).run(items())
}

/** One line for each row that did not land by itself. */
export function* bulkReport({ merged, refused }: BatchReport): Iterable<string> {
  for (const { index, reason } of refused) yield `row ${index ?? '?'}: refused: ${reason}`
  for (const { index, into } of merged) yield `row ${index}: the same as row ${into}`
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string' }, tag: { type: 'string' }, journal: { type: 'string' } },
  })
  const [file] = positionals
  if (!file) throw new Error('Name a file: examples/bulk-feed.ts FILE [--report FILE] [--journal FILE]')
  const embedded = process.env.TC_API_PATH ? undefined : await createServer({ owner: 'MyOrg' })
  const tcex = embedded ? new TcEx({ fetch: embedded.fetch, ...embedded.credentials }) : TcEx.fromEnv()
  const { report: reportFile = 'bulk-report.txt', tag, journal } = values
  try {
    const report = await runBulkFeed(tcex, file, {
      ...(tag ? { tag } : {}),
      ...(journal ? { journal: fileJournal(journal) } : {}),
      onProgress: ({ read, landed, refused }) => {
        if (process.stdout.isTTY)
          process.stdout.write(`\r${read} read, ${landed} landed, ${refused} refused `)
      },
    })
    await writeFile(reportFile, [...bulkReport(report), ''].join('\n'))
    const { read, landed, merged, refused } = report
    console.log(`${read} rows read: ${landed} landed, ${merged.length} merged, ${refused.length} refused.`)
    console.log(`The rows that were merged or refused are in ${reportFile}.`)
    return 0
  } finally {
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
