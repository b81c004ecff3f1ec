/** So much room is left for what stands before a list, which is known last: it may tell how many there are. */
const room = 512

/** A list in JSON that grows as its members are written, as bytes from the start. */
export class WrittenList {
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #length = room

  /** Adds a member that is JSON already. */
  add(member: string): void {
    if (this.#length > room) this.#write(',')
    this.#write(member)
  }

  /** The bytes of it all, between what stands before the list and behind it. */
  between(before: string, behind: string): Buffer {
    this.#write(behind)
    const start = room - Buffer.byteLength(before)
    this.#bytes.write(before, start)
    return this.#bytes.subarray(start, this.#length)
  }

  #write(text: string): void {
    // A character takes three bytes at most, or four where it counts as two.
    const most = this.#length + text.length * 3
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(most, 2 * this.#bytes.length))
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    this.#length += this.#bytes.write(text, this.#length)
  }
}
