/**
 * Sends answers together. What a server has worked on in one round of the event loop it sends at the end of the round, so
 * that a client with several calls under way is woken once for them and not once for each: waking somebody costs more than
 * answering a small call does.
 */
export class Together {
  #ready: (() => void)[] = []

  /** Waits for the end of the round, as others do whose answers are ready. */
  sent(): Promise<void> {
    return new Promise((send) => {
      if (this.#ready.push(send) === 1) setImmediate(() => this.#send())
    })
  }

  #send(): void {
    const ready = this.#ready
    this.#ready = []
    for (const send of ready) send()
  }
}
