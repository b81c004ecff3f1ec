import type { Bytes } from '../transport/payload.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** In UTF-8 a unit of a text takes no more. */
const mostBytes = 3

/** Room before the first text and after the last one, for what comes around them in a file. */
const margin = 32

/** Texts as bytes, one after the other with a comma between them: that way none of them is the collector's business. */
export class Texts {
  #bytes: Bytes
  #used = margin

  /** @param room how many bytes to begin with */
  constructor(room: number) {
    this.#bytes = new Uint8Array(room + 2 * margin)
  }

  /** Where the next text begins. */
  get used(): number {
    return this.#used
  }

  /** How many bytes the texts take, each with its comma. */
  get size(): number {
    return this.#used - margin
  }

  /** Adds a text, and answers where it ends; it begins where the ones before ended. */
  add(text: string): number {
    let { written, read } = encoder.encodeInto(text, this.#bytes.subarray(this.#used))
    if (read < text.length || this.#used + written + margin > this.#bytes.length) {
      this.#grow(this.#used + text.length * mostBytes + margin)
      written = encoder.encodeInto(text, this.#bytes.subarray(this.#used)).written
    }
    const end = this.#used + written
    this.#bytes[end] = comma
    this.#used = end + 1
    return end
  }

  /** Takes back what was added from here on. */
  cut(used: number): void {
    this.#used = used
  }

  text(start: number, end: number): string {
    return decoder.decode(this.#bytes.subarray(start, end))
  }

  bytes(start: number, end: number): Bytes {
    return this.#bytes.subarray(start, end)
  }

  /** All of them with something before and after, without copying any; undefined where these are not all. */
  framed(start: number, end: number, before: Bytes, after: Bytes): Bytes | undefined {
    if (start !== margin || end + 1 !== this.#used) return undefined
    this.#bytes.set(before, start - before.length)
    this.#bytes.set(after, end)
    return this.#bytes.subarray(start - before.length, end + after.length)
  }

  #grow(least: number): void {
    const bytes = new Uint8Array(Math.max(least, this.#bytes.length * 2))
    bytes.set(this.#bytes.subarray(0, this.#used))
    this.#bytes = bytes
  }
}

const comma = 44
