import { type ErrorCode, type ErrorPayload, errorRetryAfter, errorSentence, errorTable } from '@tcex/model'

/** A call that the platform refuses, as a row of the error table; nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  readonly status: number
  /** After how many seconds it is worth to try again. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message)
    this.code = code
    this.status = errorTable[code].status
    this.retryAfter = retryAfter
  }
}

/** Makes the refusal of a row, its sentence filled in. */
export function refuse<C extends ErrorCode>(code: C, payload: ErrorPayload<C>): Refusal {
  return new Refusal(code, errorSentence(code, payload), errorRetryAfter(code, payload))
}
