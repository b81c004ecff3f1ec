import { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
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
  const boy = parserFor(contentType)
  const queue: Part[] = []
  let wake: () => void = () => {}
  let failure: unknown
  let isDone = false
  const tell = () => wake()
  boy.on('file', (name: string, stream: Readable) => {
    queue.push({ name, content: stream })
    tell()
  })
  const end = (error?: unknown) => {
    failure ??= error
    isDone = true
    tell()
  }
  boy.once('finish', () => end())
  boy.once('error', end)
  const source = Readable.from(body).once('error', end)
  source.pipe(boy)
  try {
    for (;;) {
      const part = queue.shift()
      if (part) yield part
      else if (isDone) break
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
    if (failure) throw refuse('multipart', { detail: (failure as Error).message })
  } finally {
    source.unpipe(boy).destroy()
    boy.destroy()
  }
}

function parserFor(contentType: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { parts: 10 },
      isPartAFile: () => true,
    })
  } catch (error) {
    throw refuse('multipart', { detail: (error as Error).message })
  }
}
