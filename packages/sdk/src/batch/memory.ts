import type { Entry } from './entry.ts'
import { Fingerprints, type Known } from './fingerprints.ts'

/** How many rows are kept as they were, at least; twice as many at most. */
const mostKept = 10_000

/** A row that came long ago. */
export interface Past {
  readonly index: number
  /** Whether it held the same. */
  isSame(text: string): boolean
}

/** What is known of a row that came before: it as it was, or as one of long ago. */
export type Before = { readonly twin: Entry } | { readonly past: Past }

/**
 * What has been read, to know duplicates by: all rows as fingerprints, so that any number of them fits, and the last
 * ones as they were, so that a duplicate can be joined with its twin.
 */
export class Memory {
  #young = new Map<number, Entry>()
  #old = new Map<number, Entry>()
  /** How many the young may become. */
  #room = mostKept
  readonly #prints = new Fingerprints()

  /** The same thing, where it came before; rather one that is kept as it was. */
  find(entry: Entry): Before | undefined {
    let past: Known | undefined
    for (const key of entry.keys) {
      const known = this.#prints.get(key)
      const twin = known && this.#kept(known, key, entry.text)
      if (twin) return { twin }
      past ??= known
    }
    return past && { past: this.#pastOf(past) }
  }

  /** Remembers an entry, and what it says, under all its keys. */
  note(entry: Entry): void {
    this.#set(entry, entry.keys)
    this.#young.set(entry.index, entry)
    if (this.#young.size > this.#room) this.#age()
  }

  /** Remembers that an entry says something else now, or has more keys; those of another one stay with that. */
  renew(entry: Entry): void {
    const isOf = (key: string) => {
      const known = this.#prints.get(key)
      return known === undefined || known.index === entry.index || !this.#kept(known, key)
    }
    this.#set(entry, entry.keys.filter(isOf))
  }

  #set({ index, text }: Entry, keys: readonly string[]): void {
    const known = { index, content: this.#prints.contentOf(text) }
    for (const key of keys) this.#prints.set(key, known)
  }

  /** Two keys with one fingerprint may be made on purpose, and what is not the same must not be joined. */
  #kept({ index }: Known, key: string, text?: string): Entry | undefined {
    const kept = this.#young.get(index) ?? this.#old.get(index)
    return kept && (kept.text === text || kept.keys.includes(key)) ? kept : undefined
  }

  #pastOf({ index, content }: Known): Past {
    return { index, isSame: (text) => this.#prints.contentOf(text) === content }
  }

  /** Lets go of the old ones; what is not sent yet is kept as it is. */
  #age(): void {
    const kept = new Map<number, Entry>()
    for (const [index, entry] of this.#old) {
      if (entry.state !== 'sent' && !this.#young.has(index)) kept.set(index, entry)
    }
    this.#old = this.#young
    this.#young = kept
    this.#room = kept.size + mostKept
  }
}
