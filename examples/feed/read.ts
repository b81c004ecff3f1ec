import { createReadStream } from 'node:fs'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Info, parse } from 'csv-parse'

/** A row of a feed, with the line on which it ends. */
export interface FeedRow {
  readonly line: number
  readonly type: string
  readonly value: string
  readonly source: string
}

const columns = ['type', 'value', 'source'] as const

/**
 * Reads the rows of an indicator table as they come, plain or compressed.
 *
 * @throws Error naming the column that is missing, or the line that cannot be read
 */
export async function* readFeed(file: string): AsyncGenerator<FeedRow> {
  const parser = parse({
    columns: (header: readonly string[]) => checkHeader(file, header),
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
  })
  const unpack = file.endsWith('.gz') ? createGunzip() : new PassThrough()
  const reading = pipeline(createReadStream(file), unpack, decodeText, parser)
  reading.catch((error) => parser.destroy(error))
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>
    info: Info
  }>) {
    const { type = '', value = '', source = '' } = record
    yield { line: info.lines, type, value, source }
  }
  await reading
}

function checkHeader(file: string, header: readonly string[]): string[] {
  const missing = columns.find((column) => !header.includes(column))
  if (!missing) return [...header]
  throw new Error(`${file} has no column "${missing}"; its first line must name type, value and source.`)
}

/** Text that is not UTF-8 is an error, not a row of question marks. */
async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** How many rows a feed has; reading it once beforehand shows that it can be read at all. */
export async function countRows(file: string): Promise<number> {
  let count = 0
  for await (const _row of readFeed(file)) count += 1
  return count
}
