import { bulkStatus, eachIndicator } from '../../service/bulk.ts'
import { refuse } from '../../service/refusal.ts'
import { shape } from '../answers.ts'
import type { BulkFormat } from '../bulk-formats.ts'
import { bulkFormats } from '../bulk-formats.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

function formatOf(call: Call): BulkFormat {
  const name = call.param('format')
  const format = Object.hasOwn(bulkFormats, name) ? bulkFormats[name] : undefined
  if (format) return format
  throw refuse('unknownBranch', { what: 'report format', name, known: Object.keys(bulkFormats) })
}

/** An owner's indicators as one download of any size; it is written while it is read. */
export const bulk = handlers({
  status: async (call) => ({ status: 200, body: { bulkStatus: bulkStatus(call.scope) } }),
  report: async (call) => {
    const { type, includes, write } = formatOf(call)
    const pages = eachIndicator(call.scope, includes)
    return { status: 200, content: { type, parts: write(pages, { ...shape(call, 'mixed'), includes }) } }
  },
})
