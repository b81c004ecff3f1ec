/** So much room is left for what stands before a list, which is known last: it may tell how many there are. */
const room = 512

/** A list in JSON that grows as its members are written, as bytes from the start. */
export class WrittenList {
  readonly #most: number
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #length = room
  #members = 0

  /** @param most how many members there may be */
  constructor(most: number) {
    this.#most = most
  }

  /** Adds a member that is JSON already. */
  add(member: string): void {
    if (this.#length > room) this.#write(',')
    this.#write(member)
    this.#members += 1
  }

  /** The bytes of it all, between what stands before the list and behind it. */
  between(before: string, behind: string): Buffer {
    this.#write(behind)
    const start = room - Buffer.byteLength(before)
    this.#bytes.write(before, start)
    return this.#bytes.subarray(start, this.#length)
  }

  /** How much room it takes if all members are like those so far; what is copied and what stays empty is memory, too. */
  #foreseen(): number {
    const whole = (this.#length / Math.max(1, this.#members)) * this.#most * 1.05
    const now = this.#bytes.length
    return Math.ceil(Math.min(8 * now, Math.max(1.25 * now, whole)))
  }

  #write(text: string): void {
    // A character takes three bytes at most, or four where it counts as two.
    const most = this.#length + text.length * 3
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(most, this.#foreseen()))
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    this.#length += this.#bytes.write(text, this.#length)
  }
}
