import type { Body } from '../service/items.ts'
import { refuse } from '../service/refusal.ts'

/**
 * The one JSON object of a body.
 *
 * @throws Refusal where there is none, or where it is something else
 */
export function parseBody(bytes: Uint8Array, contentType: string): Body {
  const text = decode(bytes, charsetOf(contentType))
  if (text.trim() === '') throw refuse('bodyExpected', undefined)
  const parsed = parseJson(text)
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Body
  throw refuse('malformedJson', { detail: 'it is not an object' })
}

/** JSON is UTF-8 unless the header says otherwise, as old clients do. */
const charsetOf = (contentType: string): string =>
  /;\s*charset\s*=\s*"?\s*([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8'

function decode(bytes: Uint8Array, charset: string): string {
  const decoder = decoderOf(charset)
  try {
    return decoder.decode(bytes)
  } catch {
    throw refuse('malformedJson', { detail: `its bytes are not ${charset}` })
  }
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    throw refuse('unknownCharset', { charset })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refuse('malformedJson', { detail: (error as Error).message })
  }
}
