/** The platform's answer to a call that succeeded with something to show. */
export interface SuccessBody {
  readonly status: 'Success'
  readonly data: Readonly<Record<string, unknown>>
}

/** The platform's answer to a call that it refused. */
export interface FailureBody {
  readonly status: 'Failure'
  readonly message: string
}

/** One entity under its key: `{ "status": "Success", "data": { "campaign": { … } } }`. */
export function encodeSingle(entity: string, value: unknown): SuccessBody {
  return { status: 'Success', data: { [entity]: value } }
}

/** A page of entities; the count of all of them stands on the first page only. */
export function encodePage(entity: string, items: readonly unknown[], resultCount?: number): SuccessBody {
  const count = resultCount === undefined ? {} : { resultCount }
  return { status: 'Success', data: { ...count, [entity]: items } }
}

/**
 * The members of an organization that wants them to be anonymous; the one list without `data`.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html#retrieving-information-about-your-organization
 */
export function encodePseudonyms(pseudonyms: readonly string[]) {
  const members = pseudonyms.map((pseudonym) => ({ pseudonym }))
  return { anonymous: true, status: 'Success', resultCount: members.length, members } as const
}

/** The answer where there is nothing to show. */
export const acknowledgement: { readonly status: 'Success' } = { status: 'Success' }

export function encodeFailure(message: string): FailureBody {
  return { status: 'Failure', message }
}

/** The platform's answer where a batch file or job is not as it should be. */
export interface InvalidBody {
  readonly status: 'Invalid'
  readonly description: string
}

export function encodeInvalid(description: string): InvalidBody {
  return { status: 'Invalid', description }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an answer holds under `data`, whatever else came; undefined where there is none. */
function dataOf(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(body) || body.status === 'Failure' || !isRecord(body.data)) return undefined
  return body.data
}

/** The one entity of an answer. The key is known, but another single key is taken too. */
export function decodeSingle(body: unknown, entity: string): unknown {
  const data = dataOf(body)
  if (!data) return undefined
  if (entity in data) return data[entity]
  const others = Object.keys(data).filter((key) => key !== 'resultCount')
  return others.length === 1 ? data[others[0] as string] : undefined
}

/** A page of entities as an answer gives it. */
export interface DecodedPage {
  readonly items: readonly unknown[]
  readonly resultCount?: number
}

/**
 * The page of an answer, or undefined where it holds none. A single entity in place of a list is a list of one, and
 * a page without the key is an empty one: the platform does both.
 */
export function decodePage(body: unknown, entity: string): DecodedPage | undefined {
  const data = dataOf(body) ?? pseudonymsOf(body)
  if (!data) return undefined
  const found = data[entity] ?? otherList(data)
  const items = Array.isArray(found) ? found : found === undefined || found === null ? [] : [found]
  const count = countIn(data.resultCount)
  return count === undefined ? { items } : { items, resultCount: count }
}

/** Members who are anonymous come without `data`: `{ "resultCount": 2, "members": [{ "pseudonym": … }] }`. */
const pseudonymsOf = (body: unknown): Readonly<Record<string, unknown>> | undefined =>
  isRecord(body) && body.status !== 'Failure' && Array.isArray(body.members) ? body : undefined

/** A count is a number, or its digits as a text; anything else announces nothing. */
function countIn(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}

/** Some lists answer under a key of their own (`task` for a task's groups in the documentation). */
function otherList(data: Readonly<Record<string, unknown>>): unknown {
  const lists = Object.entries(data).filter(([key, value]) => key !== 'resultCount' && Array.isArray(value))
  return lists.length === 1 ? lists[0]?.[1] : undefined
}

/** The sentence of a refusal, where the answer has one. */
export function decodeFailure(body: unknown): string | undefined {
  return isRecord(body) && typeof body.message === 'string' ? body.message : undefined
}
