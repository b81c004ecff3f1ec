import { decodeFailure } from '@tcex/model'
import type { Decode } from './entity.ts'
import { InvalidResponseError, type RequestSummary } from './errors.ts'
import { reader } from './reader.ts'
import type { Redact } from './redact.ts'
import { refusalError } from './refusal.ts'
import { TiResponse } from './response.ts'
import type { Bytes } from './transport/payload.ts'

/** What the transport hands over: an answer that has been read to its end. */
export interface Received<T> {
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  readonly bytes: Uint8Array
  readonly request: RequestSummary
  /** How to read the entity from the JSON; absent where the answer is not JSON but a file. */
  readonly decode?: Decode<T> | undefined
  readonly redact: Redact
}

type Parsed = { readonly json: unknown } | undefined

/** An answer that has been read to its end. */
export class Answer<T> extends TiResponse<T> {
  readonly ok: boolean
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  readonly url: string
  readonly request: RequestSummary
  readonly #received: Received<T>
  #parsed: Parsed | null = null
  #decoded: { readonly data: T | undefined } | undefined

  constructor(received: Received<T>) {
    super()
    this.#received = received
    this.status = received.status
    this.statusText = received.statusText
    this.headers = received.headers
    this.url = received.request.url
    this.request = received.request
    this.ok = this.status >= 200 && this.status < 300 && !this.#saysFailure()
  }

  async text(): Promise<string> {
    return this.#text()
  }

  async json(): Promise<unknown> {
    try {
      return JSON.parse(this.#text())
    } catch (cause) {
      throw this.#notJson(cause)
    }
  }

  async bytes(): Promise<Bytes> {
    return new Uint8Array(this.#received.bytes)
  }

  get data(): T | undefined {
    if (!this.#decoded) {
      const parsed = this.ok ? this.#parse() : undefined
      this.#decoded = { data: parsed && this.#received.decode?.(parsed.json, reader) }
    }
    return this.#decoded.data
  }

  get message(): string | undefined {
    const parsed = this.ok ? undefined : this.#parse()
    return parsed && decodeFailure(parsed.json)
  }

  throwForStatus(): this {
    if (this.ok) return this
    throw refusalError(this, this.#received.redact)
  }

  throwForContent(): this {
    const { decode, bytes } = this.#received
    if (!this.ok || !decode || bytes.length === 0 || this.#parse()) return this
    throw this.#notJson()
  }

  #text(): string {
    return new TextDecoder().decode(this.#received.bytes)
  }

  #parse(): Parsed {
    if (this.#parsed === null) this.#parsed = tryParse(this.#text())
    return this.#parsed
  }

  #saysFailure(): boolean {
    if (!this.#received.decode) return false
    const json = this.#parse()?.json
    return typeof json === 'object' && json !== null && 'status' in json && json.status === 'Failure'
  }

  #notJson(cause?: unknown): InvalidResponseError {
    const type = this.headers.get('content-type') ?? 'no content type'
    const { method, url } = this.request
    const call = this.#received.redact(`${method} ${new URL(url).pathname}`)
    const message = `${call} was answered with ${this.status} and a body that is not JSON (${type}). Check that apiUrl leads to the API; it usually ends in /api.`
    return new InvalidResponseError(message, { response: this, cause })
  }
}

function tryParse(text: string): Parsed {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}
