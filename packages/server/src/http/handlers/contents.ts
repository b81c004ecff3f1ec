import { downloadContent, uploadContent } from '../../service/contents.ts'
import { refuse } from '../../service/refusal.ts'
import { done } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

/** Contents exist for the types with the trait; elsewhere the path leads nowhere. */
function refuseWithout(call: Call, trait: 'upload' | 'download'): void {
  const { entry, id } = call.item
  if (!entry.traits.includes(trait)) throw refuse('unknownPart', { part: `${trait} of a ${entry.type}`, id })
}

/**
 * The documentation asks for `application/octet-stream`. Clients that say nothing or something else mean the bytes all
 * the same; only a form would be kept with its boundaries in it.
 */
function refuseForm({ contentType }: Call): void {
  if (!/^multipart\//i.test(contentType)) return
  throw refuse('formContent', undefined)
}

export const content = handlers({
  upload: async (call) => {
    refuseWithout(call, 'upload')
    refuseForm(call)
    await uploadContent(call.scope, call.item, call.content, call.isReplacement)
    return done()
  },
  download: async (call) => {
    refuseWithout(call, 'download')
    const { size, parts } = await downloadContent(call.scope, call.item)
    const type = call.item.entry.traits.includes('upload')
      ? 'application/octet-stream'
      : 'text/plain; charset=utf-8'
    return { status: 200, content: { type, size, parts } }
  },
})
