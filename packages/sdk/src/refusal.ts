import {
  BadRequestError,
  ForbiddenError,
  HttpError,
  NotFoundError,
  RateLimitError,
  ServerError,
  UnauthorizedError,
} from './errors.ts'
import type { TiResponse } from './response.ts'

interface Row {
  readonly error: typeof HttpError
  readonly advice: string
}

const rows: Readonly<Record<number, Row>> = {
  400: { error: BadRequestError, advice: 'Correct what the message names and send it again.' },
  401: {
    error: UnauthorizedError,
    advice:
      'Where that is not the reason, check the token, or the access id, the secret key and the clock of this machine.',
  },
  403: { error: ForbiddenError, advice: 'Check the name of the owner and what this user may do there.' },
  404: { error: NotFoundError, advice: 'Check the id or value, the type and the owner.' },
  429: { error: RateLimitError, advice: 'Send fewer calls at a time, or allow more retries.' },
}

const server: Row = {
  error: ServerError,
  advice: 'Try again later; if it stays, ask whoever runs the server.',
}
const redirect: Row = {
  error: HttpError,
  advice:
    'Redirects are not followed, so that credentials stay with the server they are for; correct apiUrl.',
}
const other: Row = { error: HttpError, advice: 'Check the call and the apiUrl.' }

/** A browser hides the status of a redirect that it does not follow; it shows as 0. */
const isRedirect = (status: number): boolean => status === 0 || (status >= 300 && status < 400)

function rowOf(status: number): Row {
  return rows[status] ?? (status >= 500 ? server : isRedirect(status) ? redirect : other)
}

/** The error for an answer that is a refusal; `redact` takes out what the server may have echoed. */
export function refusalError(response: TiResponse<unknown>, redact: (text: string) => string): HttpError {
  const { error: Refusal, advice } = rowOf(response.status)
  const { method, url } = response.request
  const status = `${response.status} ${response.statusText}`.trim()
  const reason = response.message?.replace(/[.\s]+$/, '') ?? 'the answer gives no reason'
  const message = `${method} ${new URL(url).pathname} was refused with ${status}: ${reason}. ${advice}`
  return new Refusal(redact(message), { response })
}
