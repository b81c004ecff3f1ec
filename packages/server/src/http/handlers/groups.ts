import { publishGroup } from '../../service/publications.ts'
import { refuse } from '../../service/refusal.ts'
import { reportOf } from '../../service/reports.ts'
import { done } from '../answers.ts'
import { writePdf } from '../pdf.ts'
import { handlers } from './handlers.ts'

export const group = handlers({
  publish: async (call) => {
    await publishGroup(call.scope, call.item, call.optionalBody)
    return done()
  },
  pdf: async (call) => {
    const { entry, id } = call.item
    if (entry.kind === 'group' && entry.pdf === false) {
      throw refuse('unknownPart', { part: `PDF of a ${entry.type}`, id })
    }
    const bytes = await writePdf(await reportOf(call.scope, call.item))
    return { status: 200, content: { type: 'application/pdf', size: bytes.length, parts: once(bytes) } }
  },
})

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
