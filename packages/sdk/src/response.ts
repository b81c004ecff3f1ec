import type { RequestSummary } from './errors.ts'
import type { Bytes } from './transport/payload.ts'

/**
 * The answer to one call, whatever its status. The body is read once by the transport, so every method here may be
 * called as often as you like.
 *
 * @example
 * const response = await tcex.ti.adversary({ uniqueId: 416 }).single()
 * response.ok ? response.data?.name : response.message
 */
export abstract class TiResponse<T = unknown> {
  /** Whether the call succeeded: a status from 200 to 299, and no failure in the body. */
  abstract readonly ok: boolean
  abstract readonly status: number
  abstract readonly statusText: string
  abstract readonly headers: Headers
  /** The address that was asked. */
  abstract readonly url: string
  abstract readonly request: RequestSummary

  /**
   * The body as text (UTF-8).
   *
   * @example print(await response.text())
   */
  abstract text(): Promise<string>

  /**
   * The body as JSON: a fresh value on every call.
   *
   * @example const body = await response.json()
   * @throws InvalidResponseError where it is not JSON
   */
  abstract json(): Promise<unknown>

  /**
   * The body as bytes: a copy on every call.
   *
   * @example await writeFile('report.pdf', await response.bytes())
   */
  abstract bytes(): Promise<Bytes>

  /** The entity of the answer, unwrapped; undefined when the call failed or the answer has none (an acknowledgement). */
  abstract get data(): T | undefined

  /** Why the server refused, in its own words; undefined where it gave no reason. */
  abstract get message(): string | undefined

  /**
   * Turns a refusal into its error.
   *
   * @returns the response itself, so that calls can be chained
   * @example const { data } = (await campaign.create()).throwForStatus()
   * @throws HttpError or one of its subclasses, where the call failed
   */
  abstract throwForStatus(): this

  /**
   * Turns a success that is not JSON where JSON was asked for into its error: what answers there is not the platform.
   *
   * @returns the response itself
   * @example const { data } = (await campaign.single()).throwForStatus().throwForContent()
   * @throws InvalidResponseError
   */
  abstract throwForContent(): this
}
