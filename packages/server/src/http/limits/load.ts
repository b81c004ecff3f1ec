import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inProcessAddress } from '../../service/audit.ts'
import type { SharedReads } from '../../service/reading.ts'
import { refuse } from '../../service/refusal.ts'
import type { Text } from '../call.ts'
import { readWhole, type WholeBody } from './bodies.ts'
import { Capacity } from './capacity.ts'
import type { Limits } from './limits.ts'
import { Rounds } from './rounds.ts'
import { sliced, slices } from './sliced.ts'
import { UnreadAnswers } from './unread.ts'

/** From where on an answer is sent in pieces, so that it shows whether its client takes it. */
const large = 256 * 1024

/** So many bytes a code unit of a text takes at most. */
const mostBytes = 3

const nothing: WholeBody = { bytes: new Uint8Array(), release: () => {} }

/**
 * What a server has to do at a time, and no more: calls, transfers, bodies and answers. Who comes beyond is refused at
 * once, for who waits makes everybody wait. Calls within the process are not counted; their caller is the one who would
 * have to wait.
 */
export class Load {
  readonly #limits: Limits
  readonly #calls: Capacity
  readonly #transfers: Capacity
  readonly #bodies: Capacity
  readonly #unread: UnreadAnswers
  readonly #rounds = new Rounds()

  constructor(limits: Limits) {
    this.#limits = limits
    this.#calls = new Capacity(limits.calls)
    this.#transfers = new Capacity(limits.transfers)
    this.#bodies = new Capacity(limits.memory)
    this.#unread = new UnreadAnswers(limits.memory)
  }

  /**
   * Lets a request in that has just arrived, when it is its turn. What it reads it may read with others.
   *
   * @throws Refusal with 503 where the server works on as many calls as it may, or where its turn came too late
   */
  enter<T>(request: FastifyRequest, work: (reads?: SharedReads) => Promise<T>): Promise<T> {
    if (!isFromOutside(request)) return work()
    return this.#calls.during(async () => {
      const { waited, reads } = await this.#rounds.take()
      if (waited > this.#limits.waitTimeout) throw refuse('overloaded', undefined)
      return work(reads)
    })
  }

  /** Waits until an answer that is ready is to be sent. */
  sent(): Promise<void> {
    return this.#rounds.sent()
  }

  /** @throws Refusal with 503 where the server works on as many calls as it may */
  call<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
    return isFromOutside(request) ? this.#calls.during(work) : work()
  }

  /** @throws Refusal with 503 where as many contents are on their way as may be */
  transfer<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
    return isFromOutside(request) ? this.#transfers.during(work) : work()
  }

  /**
   * A request's body, read whole.
   *
   * @throws Refusal for a body that is too large, too slow, compressed, or for which there is no room now
   */
  async body(request: FastifyRequest, limit: number): Promise<WholeBody> {
    if (!(request.body instanceof Readable)) return nothing
    const { 'content-length': length } = request.headers
    const announced = length === undefined ? undefined : Number(length)
    const { bodyTimeout: timeout } = this.#limits
    return readWhole(bodyOf(request), { limit, announced, timeout, memory: this.#bodies })
  }

  /**
   * An answer that is held in memory until its client has taken it. It is released when all of it has been handed to the
   * system; one that is broken off never, and nor is one within the process, whose caller reads it when it likes. A short
   * text stays one, and goes out in one piece with the headers.
   */
  answer(reply: FastifyReply, answer: string | Text): string | Buffer | Readable {
    if (typeof answer === 'string' && answer.length * mostBytes < large) return answer
    const { pieces, release } = typeof answer === 'string' ? { pieces: [Buffer.from(answer)] } : answer
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    if (length < large) {
      const copy = Buffer.concat(pieces, length)
      release?.()
      return copy
    }
    if (isFromOutside(reply.request)) {
      this.#unread.add(reply.raw, length)
      if (release) reply.raw.once('finish', release)
    }
    reply.header('content-length', length)
    return Readable.from(slices(pieces), { objectMode: false })
  }

  /**
   * A content that is read while it is sent.
   *
   * @throws Refusal with 503 where as many contents are on their way as may be
   */
  streamed(request: FastifyRequest, parts: AsyncIterable<Uint8Array>): Readable {
    if (!isFromOutside(request)) return Readable.from(parts, { objectMode: false })
    const leave = this.#transfers.take()
    return Readable.from(sliced(parts), { objectMode: false }).once('close', leave)
  }
}

/** `request.ip` could be what a proxy says. */
const isFromOutside = ({ raw }: FastifyRequest): boolean => raw.socket.remoteAddress !== inProcessAddress

/**
 * The body of a request, as it comes. Who stops reading it can still be answered.
 *
 * @throws Refusal with 415 for one that is compressed: nobody says how large it would become
 */
export function bodyOf({ body, headers }: FastifyRequest): Readable {
  const encoding = headers['content-encoding']?.trim() ?? ''
  if (!/^(identity)?$/i.test(encoding)) throw refuse('encoding', { encoding })
  return body instanceof Readable ? body : Readable.from([])
}
