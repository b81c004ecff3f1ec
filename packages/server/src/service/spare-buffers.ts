/** How many bytes are kept for whoever writes next, and in how many buffers. */
const most = { bytes: 32 * 1024 * 1024, buffers: 128 }

/**
 * Buffers of texts that have been sent. A buffer that is new costs the system a page at a time, and the collection of
 * garbage looks for those that nobody needs any more; together that is a third of what a page of items costs.
 */
export class SpareBuffers {
  readonly #all: ArrayBuffer[] = []
  #bytes = 0

  take(): ArrayBuffer | undefined {
    const buffer = this.#all.pop()
    this.#bytes -= buffer?.byteLength ?? 0
    return buffer
  }

  /** Whoever gives one back must not read it any more, nor be about to send it. */
  giveBack(buffer: ArrayBuffer): void {
    if (this.#all.length === most.buffers || this.#bytes + buffer.byteLength > most.bytes) return
    this.#all.push(buffer)
    this.#bytes += buffer.byteLength
  }
}
