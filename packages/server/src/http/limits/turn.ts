/**
 * How long the call at hand has waited for the others that arrived with it. All that arrive at a time are taken one after
 * the other; while a process is busy with the first ones, the last ones wait without anybody having seen them.
 */
export class Turn {
  #began: number | undefined

  /** In milliseconds. */
  get waited(): number {
    const now = performance.now()
    if (this.#began === undefined) {
      this.#began = now
      // Comes as soon as all that had arrived have been taken.
      setImmediate(() => {
        this.#began = undefined
      })
    }
    return now - this.#began
  }
}
