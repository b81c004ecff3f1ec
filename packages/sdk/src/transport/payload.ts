import { InvalidValueError } from '../errors.ts'

/** Bytes of their own. Said so, it is a type to TypeScript 5.4 too, whose `Uint8Array` takes no parameter. */
export type Bytes = ReturnType<Uint8Array['slice']>

/** What can be uploaded. A stream is sent as it is read, and only once. */
export type Content = string | Blob | ArrayBuffer | Bytes | ReadableStream<Uint8Array>

/** What a call sends: the fields of an item, the content of a file, or nothing. */
export interface Sendable {
  readonly json?: Readonly<Record<string, unknown>> | undefined
  readonly content?: Content | undefined
}

/** Headers and body as `fetch` takes them. */
export interface Payload {
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Exclude<Content, Blob>
  readonly duplex?: 'half'
}

/**
 * Writes what a call sends, once for all tries.
 *
 * @throws InvalidValueError for fields that JSON cannot hold
 */
export function writePayload({ json, content }: Sendable, call: string): Payload {
  if (json) return { headers: { 'content-type': 'application/json' }, body: writeJson(json, call) }
  if (content === undefined) return { headers: {} }
  const headers = { 'content-type': 'application/octet-stream' }
  if (isStream(content)) return { headers, body: content, duplex: 'half' }
  // Every fetch takes a Blob; their types only disagree on which methods one has.
  return { headers, body: content as Exclude<Content, Blob> }
}

/** Whether it can be read only once. */
export function isStream(content: Content | undefined): content is ReadableStream<Uint8Array> {
  return content instanceof ReadableStream
}

function writeJson(json: Readonly<Record<string, unknown>>, call: string): string {
  try {
    return JSON.stringify(json)
  } catch (cause) {
    throw new InvalidValueError(`${call} cannot be sent: JSON cannot hold its fields (${cause}).`, { cause })
  }
}
