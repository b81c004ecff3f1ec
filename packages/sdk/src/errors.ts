import type { TiResponse } from './response.ts'

/** The call that an error belongs to. The URL holds no secret: credentials travel in headers. */
export interface RequestSummary {
  readonly method: string
  readonly url: string
}

/** What an error knows besides its sentence. */
export interface ErrorDetails {
  readonly request?: RequestSummary | undefined
  readonly response?: TiResponse<unknown> | undefined
  readonly cause?: unknown
}

/**
 * The family of everything that this module throws: tell members apart by `instanceof` or by `code`. The message says
 * what failed, on which call, why, and what to do; it never holds a secret.
 *
 * @example
 * try { for await (const group of tcex.ti.group().many()) use(group) }
 * catch (error) { if (error instanceof TcexError) print(error.code, error.status, error.message) }
 */
export abstract class TcexError extends Error {
  /** A stable name for programs, such as `NOT_FOUND`. */
  abstract readonly code: string
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined
  readonly request: RequestSummary | undefined
  /** The answer, where there was one. */
  readonly response: TiResponse<unknown> | undefined

  constructor(message: string, { request, response, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? {} : { cause })
    this.status = response?.status
    this.request = request ?? response?.request
    this.response = response
  }
}

/** An option of `TcEx` is missing or wrong; the message names it. */
export class ConfigurationError extends TcexError {
  override readonly name = 'ConfigurationError'
  readonly code = 'CONFIGURATION'
}

/** There is no such type; the message lists those that there are. Thrown before any request. */
export class UnknownTypeError extends TcexError {
  override readonly name = 'UnknownTypeError'
  readonly code = 'UNKNOWN_TYPE'
}

/** The call needs an id or a value that was not given. Thrown before any request. */
export class MissingIdError extends TcexError {
  override readonly name = 'MissingIdError'
  readonly code = 'MISSING_ID'
}

/** A value cannot be sent at all, such as `..` where it would be a part of the path. Thrown before any request. */
export class InvalidValueError extends TcexError {
  override readonly name = 'InvalidValueError'
  readonly code = 'INVALID_VALUE'
}

/** No answer came: the network failed, on the last of all tries. `cause` is what `fetch` said. */
export class NetworkError extends TcexError {
  override readonly name = 'NetworkError'
  readonly code = 'NETWORK'
}

/** The caller's `AbortSignal` ended the call. `cause` is the signal's reason. */
export class AbortError extends TcexError {
  override readonly name = 'AbortError'
  readonly code = 'ABORTED'
}

/** The answer says success and is not what the platform sends: an HTML page of a proxy, a list that is none. */
export class InvalidResponseError extends TcexError {
  override readonly name = 'InvalidResponseError'
  readonly code = 'INVALID_RESPONSE'
}

/** The answer was not complete within the option `timeout`, on the last of all tries. */
export class TimeoutError extends TcexError {
  override readonly name = 'TimeoutError'
  readonly code = 'TIMEOUT'
}

/** A list ended before it held as many items as the server announces. */
export class IncompleteResultError extends TcexError {
  override readonly name = 'IncompleteResultError'
  readonly code = 'INCOMPLETE_RESULT'
  /** How many different items came. */
  readonly received: number
  /** How many the server announces. */
  readonly announced: number

  constructor(
    message: string,
    {
      received,
      announced,
      ...details
    }: ErrorDetails & { readonly received: number; readonly announced: number },
  ) {
    super(message, details)
    this.received = received
    this.announced = announced
  }
}

/**
 * The server refused the call. Subclasses name the usual statuses.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#http-status-codes
 */
export class HttpError extends TcexError {
  override readonly name: string = 'HttpError'
  readonly code: string = 'HTTP'
}

/** 400: a field or a parameter is wrong; the message names it. */
export class BadRequestError extends HttpError {
  override readonly name = 'BadRequestError'
  override readonly code = 'BAD_REQUEST'
}

/** 401: the credentials are wrong, or the clock is. */
export class UnauthorizedError extends HttpError {
  override readonly name = 'UnauthorizedError'
  override readonly code = 'UNAUTHORIZED'
}

/** 403: this user may not do that, or not with this owner. */
export class ForbiddenError extends HttpError {
  override readonly name = 'ForbiddenError'
  override readonly code = 'FORBIDDEN'
}

/** 404: there is no such thing in this owner. */
export class NotFoundError extends HttpError {
  override readonly name = 'NotFoundError'
  override readonly code = 'NOT_FOUND'
}

/** 429: too many calls, on the last of all tries. */
export class RateLimitError extends HttpError {
  override readonly name = 'RateLimitError'
  override readonly code = 'RATE_LIMIT'
}

/** 5xx: the server failed, on the last of all tries. */
export class ServerError extends HttpError {
  override readonly name = 'ServerError'
  override readonly code = 'SERVER'
}
