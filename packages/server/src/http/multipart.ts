import { Readable } from 'node:stream'
import type { BusboyInstance } from '@fastify/busboy'
import { refuse } from '../service/refusal.ts'

/** A part of a multipart body: its name, and its bytes as they come. */
export interface Part {
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * The parts of a multipart body, in order; each must be read before the next one comes.
 *
 * @throws Refusal for a body that is none, or that ends in the middle
 */
export async function* partsOf(body: AsyncIterable<Uint8Array>, contentType: string): AsyncGenerator<Part> {
  const parser = await parserFor(contentType)
  const source = body instanceof Readable ? body : Readable.from(body)
  const arrivals = new Arrivals()
  parser.on('file', (name: string, stream: Readable) =>
    arrivals.put({ name, content: arrivals.whole(stream) }),
  )
  parser.once('finish', () => arrivals.end())
  parser.on('error', (error: unknown) => arrivals.end(error))
  source.once('error', (error) => arrivals.end(error))
  source.pipe(parser)
  try {
    yield* arrivals.each()
  } finally {
    // What nobody reads any more is let through, so that the answer can be sent.
    source.unpipe(parser)
    source.resume()
  }
}

/** Loaded when first needed. */
async function parserFor(contentType: string): Promise<BusboyInstance> {
  const { Busboy } = await import('@fastify/busboy')
  try {
    const headers = { 'content-type': contentType }
    return new Busboy({ headers, limits: { parts: 10 }, isPartAFile: () => true })
  } catch (error) {
    throw unreadable(error)
  }
}

const unreadable = (error: unknown) => refuse('multipart', { detail: (error as Error).message })

/** Parts that arrive while others are read. */
class Arrivals {
  readonly #parts: Part[] = []
  #wake: () => void = () => {}
  #isEnded = false
  #error: unknown

  put(part: Part): void {
    this.#parts.push(part)
    this.#wake()
  }

  end(error?: unknown): void {
    this.#error ??= error
    this.#isEnded = true
    this.#wake()
  }

  /** The bytes of a part, which is whole only when another one has come or the body has ended as it should. */
  async *whole(stream: Readable): AsyncGenerator<Uint8Array> {
    try {
      yield* stream
    } catch (error) {
      throw unreadable(error)
    }
    if (this.#parts.length === 0 && !this.#isEnded) await this.#more()
    if (this.#error) throw unreadable(this.#error)
  }

  async *each(): AsyncGenerator<Part> {
    for (;;) {
      const part = this.#parts.shift()
      if (part) yield part
      else if (this.#isEnded) break
      else await this.#more()
    }
    if (this.#error) throw unreadable(this.#error)
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
