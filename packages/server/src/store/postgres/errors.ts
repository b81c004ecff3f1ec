import type { ServerLocation } from '../location.ts'
import { StoreError, StoreUnavailable } from '../store-error.ts'

interface DriverError extends Error {
  readonly code?: string
  readonly errors?: readonly DriverError[]
}

const codeOf = (error: unknown): string => {
  const { code, errors } = error as DriverError
  return code ?? errors?.[0]?.code ?? ''
}

/** Others came in between; the same work done again may well succeed. */
const isCrossed = (code: string): boolean => code === '40001' || code === '40P01'

/** Whether work should be done again: it was undone because of what others did at the same time. */
export function mayBeDoneAgain(error: unknown, attempt: number): boolean {
  const code = codeOf(error)
  // Somebody else made the same row first: seen now, it is no conflict. One that stays is told to the caller.
  return isCrossed(code) || ((code === '23505' || code === '23503') && attempt < 3)
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ENOENT',
  'EPIPE',
])

/** Whether the server went away, is starting or stopping, or has no room for another connection. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error)
  if (unreachable.has(code) || /^(?:08|57P0|53300)/.test(code)) return true
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered/i.test(
    (error as Error).message ?? '',
  )
}

export const unavailable = (where: ServerLocation, error: unknown): StoreUnavailable =>
  new StoreUnavailable(
    `PostgreSQL at ${addressOf(where)} does not answer (${reasonOf(error)}); check that it runs there and has connections left.`,
    { cause: error },
  )

/** What went wrong with opening a database, in words that say what to do. */
export function openingError(where: ServerLocation, error: unknown): Error {
  if (error instanceof StoreError) return error
  if (isUnavailable(error)) {
    return new StoreError(
      `PostgreSQL at ${addressOf(where)} cannot be reached (${reasonOf(error)}); check the address, and that it runs.`,
      { cause: error },
    )
  }
  const says = sentences[codeOf(error)]?.(where)
  const sentence = says ?? `it says: ${(error as Error).message}`
  return new StoreError(
    `The database "${where.name}" at ${addressOf(where)} cannot be opened: ${sentence}.`,
    { cause: error },
  )
}

const sentences: Readonly<Record<string, (where: ServerLocation) => string>> = {
  '28P01': ({ user }) => `the password of ${userOf(user)} is wrong or missing`,
  '28000': ({ user }) => `${userOf(user)} may not come in from here`,
  '3D000': ({ name }) => `there is no such database; make it with "createdb ${name}"`,
  '42501': ({ user }) => `${userOf(user)} may not make or use tables there; grant it the schema`,
  '25006': () =>
    'it can only be read, as a replica; name the primary, and the replica as the one to read from',
}

const userOf = (user: string | undefined): string => (user ? `user "${user}"` : 'the user')

export const addressOf = ({ host, port }: ServerLocation): string => `${host}:${port}`

const reasonOf = (error: unknown): string => codeOf(error) || (error as Error).message
