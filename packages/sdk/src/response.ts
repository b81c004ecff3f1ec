import { decodeFailure } from '@tcex/model'
import { InvalidResponseError, type RequestSummary } from './errors.ts'
import type { Redact } from './redact.ts'
import { refusalError } from './refusal.ts'

/** What the transport hands over: an answer that has been read to its end. */
export interface Received<T> {
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  readonly bytes: Uint8Array
  readonly request: RequestSummary
  /** How to read the entity from the JSON; absent where the answer is not JSON but a file. */
  readonly decode?: ((body: unknown) => T | undefined) | undefined
  readonly redact: Redact
}

type Parsed = { readonly json: unknown } | undefined

/**
 * The answer to one call, whatever its status. The body is read once by the transport, so every method here may be
 * called as often as you like.
 *
 * @example
 * const response = await tcex.ti.adversary({ uniqueId: 416 }).single()
 * response.ok ? response.data?.name : response.message
 */
export class TiResponse<T = unknown> {
  /** Whether the call succeeded: a status from 200 to 299, and no failure in the body. */
  readonly ok: boolean
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  /** The address that was asked. */
  readonly url: string
  readonly request: RequestSummary
  readonly #received: Received<T>
  #parsed: Parsed | null = null
  #decoded: { readonly data: T | undefined } | undefined

  constructor(received: Received<T>) {
    this.#received = received
    this.status = received.status
    this.statusText = received.statusText
    this.headers = received.headers
    this.url = received.request.url
    this.request = received.request
    this.ok = this.status >= 200 && this.status < 300 && !this.#saysFailure()
  }

  /**
   * The body as text (UTF-8).
   *
   * @example print(await response.text())
   */
  async text(): Promise<string> {
    return this.#text()
  }

  /**
   * The body as JSON: a fresh value on every call.
   *
   * @example const body = await response.json()
   * @throws InvalidResponseError where it is not JSON
   */
  async json(): Promise<unknown> {
    try {
      return JSON.parse(this.#text())
    } catch (cause) {
      throw this.#notJson(cause)
    }
  }

  /**
   * The body as bytes: a copy on every call.
   *
   * @example await writeFile('report.pdf', await response.bytes())
   */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(this.#received.bytes)
  }

  /** The entity of the answer, unwrapped; undefined when the call failed or the answer has none (an acknowledgement). */
  get data(): T | undefined {
    if (!this.#decoded) {
      const parsed = this.ok ? this.#parse() : undefined
      this.#decoded = { data: parsed && this.#received.decode?.(parsed.json) }
    }
    return this.#decoded.data
  }

  /** Why the server refused, in its own words; undefined where it gave no reason. */
  get message(): string | undefined {
    const parsed = this.ok ? undefined : this.#parse()
    return parsed && decodeFailure(parsed.json)
  }

  /**
   * Turns a refusal into its error.
   *
   * @returns the response itself, so that calls can be chained
   * @example const { data } = (await campaign.create()).throwForStatus()
   * @throws HttpError or one of its subclasses, where the call failed
   */
  throwForStatus(): this {
    if (this.ok) return this
    throw refusalError(this, this.#received.redact)
  }

  /**
   * Turns a success that is not JSON where JSON was asked for into its error: what answers there is not the platform.
   *
   * @returns the response itself
   * @example const { data } = (await campaign.single()).throwForStatus().throwForContent()
   * @throws InvalidResponseError
   */
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
