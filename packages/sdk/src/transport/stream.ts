import type { RequestSummary } from '../errors.ts'
import type { FetchAnswer } from '../options.ts'
import type { Settings } from '../settings.ts'
import { openDeadline, raceSignal } from './deadline.ts'
import { failureError } from './failure.ts'

type Bytes = ReadableStream<Uint8Array>

/** Whoever takes the content of a success as it comes. */
export type TakeStream = (content: Bytes) => void

/** What ends a stream before its time. */
interface Limits {
  readonly request: RequestSummary
  /** Milliseconds that each part may take. */
  readonly limit: number
  readonly signal: AbortSignal | undefined
}

/** The body of an answer, read to its end; nothing where it is taken as it comes. */
export async function readBody(
  answer: FetchAnswer,
  take: TakeStream | undefined,
  settings: Settings,
  limits: Limits,
): Promise<Uint8Array> {
  const isSuccess = answer.status >= 200 && answer.status < 300
  if (!take || !isSuccess) return new Uint8Array(await answer.arrayBuffer())
  take(limited(answer.body ?? new Blob([await answer.arrayBuffer()]).stream(), settings, limits))
  return new Uint8Array()
}

/** The call is over when its answer begins, so each part has a time limit of its own. */
function limited(content: Bytes, { clock, redact }: Settings, { request, limit, signal }: Limits): Bytes {
  const reader = content.getReader()
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const deadline = openDeadline(clock, limit, signal)
    try {
      const { done, value } = await raceSignal(reader.read(), deadline.signal)
      if (done) controller.close()
      else controller.enqueue(value)
    } catch (cause) {
      const error = failureError({ request, cause, deadline, signal, redact })
      reader.cancel(error).catch(() => {})
      controller.error(error)
    } finally {
      deadline.close()
    }
  }
  return new ReadableStream({ pull, cancel: (reason) => reader.cancel(reason) }, { highWaterMark: 0 })
}
