import { encodeItem, type Include, type ItemView, type Shape } from '@tcex/model'

type Pages = AsyncIterable<readonly ItemView[]>

/** How a bulk report is written: its content type, what it holds of each indicator, and the writer. */
export interface BulkFormat {
  readonly type: string
  readonly includes: ReadonlySet<Include>
  write(pages: Pages, shape: Shape): AsyncIterable<Uint8Array>
}

/**
 * The two formats of bulk reports.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-bulk-reports
 */
export const bulkFormats: Readonly<Record<string, BulkFormat>> = {
  json: { type: 'application/json', includes: new Set(['attributes', 'tags']), write: writeJson },
  csv: { type: 'text/csv', includes: new Set(), write: writeCsv },
}

const bytes = (text: string): Uint8Array => Buffer.from(text)

/** Each page as one piece, the first one after the beginning of the document. */
async function* writeJson(pages: Pages, shape: Shape): AsyncGenerator<Uint8Array> {
  let before = '{"indicator":['
  for await (const page of pages) {
    yield bytes(before + page.map((view) => JSON.stringify(withoutEmpty(view, shape))).join(','))
    before = ','
  }
  yield bytes(before === ',' ? ']}' : `${before}]}`)
}

/** Attributes and tags stand where there are any. */
function withoutEmpty(view: ItemView, shape: Shape): Readonly<Record<string, unknown>> {
  const entries = Object.entries(encodeItem(view, shape))
  return Object.fromEntries(entries.filter(([, value]) => !(Array.isArray(value) && value.length === 0)))
}

async function* writeCsv(pages: Pages): AsyncGenerator<Uint8Array> {
  yield bytes('Type,Value,Rating,Confidence\n')
  for await (const page of pages) yield bytes(page.map(csvLine).join(''))
}

function csvLine({ entry, name, values }: ItemView): string {
  const rating = typeof values.rating === 'number' ? values.rating.toFixed(2) : 'null'
  return `${[entry.type, name, rating, String(values.confidence ?? 'null')].map(quoted).join(',')}\n`
}

/** A text with a comma, a quotation mark or a line break stands in quotation marks. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
