import type { Entry } from './entry.ts'
import { Fingerprints, type Known, printOf } from './fingerprints.ts'

/** How many rows are kept as they were, at least; twice as many at most. */
const mostKept = 10_000

/** A row that came long ago. */
export interface Past {
  readonly index: number
  /** Whether it held the same. */
  isSame(text: string): boolean
}

/**
 * What has been read, to know duplicates by: the last rows as they were, so that a duplicate can be joined with its
 * twin, and all before them as fingerprints, so that any number of rows fits.
 */
export class Memory {
  #young = new Map<string, Entry>()
  #old = new Map<string, Entry>()
  /** How many the young may become. */
  #room = mostKept
  readonly #past = new Fingerprints()

  /** The same thing, where it came not long ago. */
  recent(entry: Entry): Entry | undefined {
    for (const key of entry.keys) {
      const twin = this.#young.get(key) ?? this.#old.get(key)
      if (twin) return twin
    }
    return undefined
  }

  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key)
  }

  /** The same thing, where it came long ago. */
  past(entry: Entry): Past | undefined {
    for (const key of entry.keys) {
      const known = this.#past.get(key)
      if (known) return pastOf(known)
    }
    return undefined
  }

  /** Remembers an entry under its keys, or under some more that it turns out to have. */
  note(entry: Entry, keys: readonly string[] = entry.keys): void {
    for (const key of keys) this.#young.set(key, entry)
    if (this.#young.size > this.#room) this.#age()
  }

  /** Keeps no more than fingerprints of the old; what is not sent yet is kept as it is. */
  #age(): void {
    const kept = new Map<string, Entry>()
    for (const [key, entry] of this.#old) {
      if (this.#young.has(key)) continue
      if (entry.state === 'sent')
        this.#past.set(key, { index: entry.index, content: printOf(entry.text).mark })
      else kept.set(key, entry)
    }
    this.#old = this.#young
    this.#young = kept
    this.#room = kept.size + mostKept
  }
}

const pastOf = ({ index, content }: Known): Past => ({
  index,
  isSame: (text) => printOf(text).mark === content,
})
