import { HttpError, InvalidResponseError, NetworkError, TimeoutError } from '../errors.ts'
import type { TiResponse } from '../response.ts'
import { RefusedFile } from './refused-file.ts'

export interface State {
  readonly status?: string
  readonly successCount?: number
  readonly errorCount?: number
  readonly unprocessCount?: number
}

export const passing: ReadonlySet<number> = new Set([429, 502, 503, 504])
export const readBody = (body: unknown): unknown => body

export const dataOf = (body: unknown): Readonly<Record<string, unknown>> => objectOf(objectOf(body).data)

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}

/** While a job runs the answer is `{ "status": "Running" }`; then it has an envelope. */
export function readState(body: unknown): State {
  const state = objectOf(dataOf(body).batchStatus ?? body)
  const count = (name: string) => Number(state[name] ?? 0) || 0
  return {
    status: String(state.status),
    successCount: count('successCount'),
    errorCount: count('errorCount'),
    unprocessCount: count('unprocessCount') || count('unprocessedCount'),
  }
}

/** An answer is an answer, also where the client throws refusals. */
export async function answerOf<T>(sent: Promise<TiResponse<T>>): Promise<TiResponse<T>> {
  try {
    return await sent
  } catch (error) {
    if (error instanceof HttpError && error.response) return error.response as TiResponse<T>
    throw error
  }
}

/** A state that cannot be had now can be had later. */
export function passOver(error: unknown): State {
  const isPassing =
    error instanceof HttpError ? passing.has(error.status ?? 0) || (error.status ?? 0) >= 500 : false
  if (isPassing || error instanceof NetworkError || error instanceof TimeoutError) return {}
  throw error
}

export function noJob(response: TiResponse<unknown>): Error {
  response.throwForStatus()
  return new InvalidResponseError('POST /v2/batch was answered without a batchId.', { response })
}
/** A file that is too large or wrong is refused with 400 or 413; anything else is about the call. */
export async function refuseFile(response: TiResponse<unknown>): Promise<never> {
  if (response.status !== 400 && response.status !== 413) response.throwForStatus()
  const text = await response.text()
  const reason =
    response.message ?? describe(text) ?? `The platform refused the file with ${response.status}.`
  throw new RefusedFile(reason, response.status === 413 || /size|large/i.test(text))
}

function describe(text: string): string | undefined {
  try {
    const { description } = objectOf(JSON.parse(text))
    return typeof description === 'string' ? description : undefined
  } catch {
    return undefined
  }
}
