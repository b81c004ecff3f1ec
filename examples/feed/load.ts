import { type IndicatorItem, type TcEx, TcexError, type TiResponse } from 'tcex'
import type { FeedRow } from './read.ts'

/** What became of one row. */
export type Outcome =
  | { readonly row: FeedRow; readonly id: number; readonly value: string }
  | { readonly row: FeedRow; readonly refused: string }

export interface LoadOptions {
  readonly tag: string
  readonly concurrency: number
  readonly progress: ((done: number) => void) | undefined
}

/** Creates each row with a tag and an attribute, several at a time, and tells what became of each, in the order of the rows. */
export async function loadFeed(
  tcex: TcEx,
  rows: AsyncIterable<FeedRow>,
  { tag, concurrency, progress }: LoadOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const iterator = rows[Symbol.asyncIterator]()
  let count = 0
  let done = 0
  const worker = async () => {
    for (;;) {
      const next = await iterator.next()
      if (next.done) return
      const index = count++
      outcomes[index] = await loadRow(tcex, next.value, tag)
      progress?.(++done)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return outcomes
}

async function loadRow(tcex: TcEx, row: FeedRow, tag: string): Promise<Outcome> {
  try {
    const indicator = indicatorOf(tcex, row)
    const created = await indicator.create()
    if (!created.ok) return refusal(row, created)
    const added: TiResponse[] = [await indicator.addTag({ name: tag })]
    if (row.source) {
      const source = { attributeType: 'Source', attributeValue: row.source, displayed: true }
      added.push(await indicator.addAttribute(source))
    }
    const failed = added.find(({ ok }) => !ok)
    if (failed) return refusal(row, failed)
    const { id } = created.data as { readonly id: number }
    return { row, id, value: String(indicator.uniqueId) }
  } catch (error) {
    if (error instanceof TcexError) return { row, refused: error.message }
    throw error
  }
}

/** The type is a text of the feed's: the compiler cannot know it, and an unknown one is refused. */
const indicatorOf = (tcex: TcEx, { type, value }: FeedRow): IndicatorItem =>
  tcex.ti.indicator({ indicatorType: type, uniqueId: value })

const refusal = (row: FeedRow, response: TiResponse): Outcome => ({
  row,
  refused: response.message ?? `status ${response.status}`,
})
