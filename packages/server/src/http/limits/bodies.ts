import type { Readable } from 'node:stream'
import { refuse } from '../../service/refusal.ts'
import type { Capacity } from './capacity.ts'

/** A JSON body that was read whole. */
export interface WholeBody {
  readonly bytes: Uint8Array
  /** Tells that it is needed no more. */
  release(): void
}

export interface BodyLimits {
  /** The largest body in bytes. */
  readonly limit: number
  /** The length that was announced. */
  readonly announced: number | undefined
  /** How long it may take to arrive, in milliseconds. */
  readonly timeout: number
  /** Bytes of all bodies together. */
  readonly memory: Capacity
}

/**
 * Reads a body whole. Time, size, and the size of all bodies together are bounded, so that neither many nor slow senders
 * can fill the memory.
 *
 * @throws Refusal for a body that is too large, too slow, too short, or for which there is no room now
 */
export async function readWhole(stream: Readable, limits: BodyLimits): Promise<WholeBody> {
  if ((limits.announced ?? 0) > limits.limit) throw refuse('bodyTooLarge', limits)
  const releases: (() => void)[] = []
  const release = () => {
    for (const each of releases) each()
  }
  try {
    const bytes = await arrival(stream, limits, (size) => releases.push(limits.memory.take(size)))
    if (limits.announced !== undefined && bytes.length !== limits.announced) {
      throw refuse('malformedJson', { detail: 'its length is not the one announced' })
    }
    return { bytes, release }
  } catch (error) {
    release()
    throw error
  }
}

function arrival(
  stream: Readable,
  { limit, timeout }: BodyLimits,
  take: (size: number) => void,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const late = setTimeout(() => end(() => reject(refuse('timeout', undefined))), timeout)
    const end = (settle: () => void) => {
      clearTimeout(late)
      stream.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
      settle()
    }
    const onData = (chunk: Uint8Array) => {
      size += chunk.length
      if (size > limit) return end(() => reject(refuse('bodyTooLarge', { limit })))
      chunks.push(chunk)
      try {
        take(chunk.length)
      } catch (error) {
        end(() => reject(error))
      }
    }
    const onEnd = () => end(() => resolve(Buffer.concat(chunks, size)))
    const brokenOff = () => end(() => reject(refuse('badRequest', { detail: 'the body broke off' })))
    const onError = brokenOff
    const onClose = brokenOff
    stream.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose)
  })
}
