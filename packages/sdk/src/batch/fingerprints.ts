/** Two numbers of 32 bits that stand for a text. */
export interface Print {
  readonly place: number
  readonly mark: number
}

/** A fingerprint of a text: fast, and good enough where a mistake costs no more than a needless call. */
export function printOf(text: string): Print {
  let place = 0x9e3779b9
  let mark = 0x85ebca6b
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    place = Math.imul(place ^ code, 0x9e3779b1)
    mark = Math.imul(mark ^ code, 0x5f356495)
  }
  place = Math.imul(place ^ (place >>> 16), 0x85ebca6b) ^ Math.imul(mark ^ (mark >>> 13), 0xc2b2ae35)
  mark = Math.imul(mark ^ (mark >>> 16), 0xc2b2ae35) ^ Math.imul(place ^ (place >>> 13), 0x85ebca6b)
  // Zero means that a slot is empty.
  return { place: place >>> 0, mark: mark >>> 0 || 1 }
}

/** What is known of a text: a row, and the fingerprint of what it held. */
export interface Known {
  readonly index: number
  readonly content: number
}

const firstRoom = 1 << 12
/** Fuller, and looking up takes long. */
const mostFull = 0.75

/** Rows by the fingerprints of their keys, in about 25 bytes each. */
export class Fingerprints {
  #marks = new Uint32Array(firstRoom)
  #indices = new Uint32Array(firstRoom)
  #contents = new Uint32Array(firstRoom)
  #places = new Uint32Array(firstRoom)
  #size = 0

  get(key: string): Known | undefined {
    const { place, mark } = printOf(key)
    const slot = this.#slot(place, mark)
    if (this.#marks[slot] !== mark) return undefined
    return { index: this.#indices[slot] ?? 0, content: this.#contents[slot] ?? 0 }
  }

  set(key: string, { index, content }: Known): void {
    if (this.#size >= this.#marks.length * mostFull) this.#grow()
    const { place, mark } = printOf(key)
    this.#put(place, mark, index, content)
  }

  #put(place: number, mark: number, index: number, content: number): void {
    const slot = this.#slot(place, mark)
    if (this.#marks[slot] === 0) this.#size += 1
    this.#places[slot] = place
    this.#marks[slot] = mark
    this.#indices[slot] = index
    this.#contents[slot] = content
  }

  /** Where a fingerprint is, or would be. */
  #slot(place: number, mark: number): number {
    const room = this.#marks.length
    for (let slot = place % room; ; slot = (slot + 1) % room) {
      const there = this.#marks[slot]
      if (there === 0 || (there === mark && this.#places[slot] === place)) return slot
    }
  }

  #grow(): void {
    const [marks, places, indices, contents] = [this.#marks, this.#places, this.#indices, this.#contents]
    const room = Math.ceil(marks.length * 1.6)
    this.#marks = new Uint32Array(room)
    this.#places = new Uint32Array(room)
    this.#indices = new Uint32Array(room)
    this.#contents = new Uint32Array(room)
    this.#size = 0
    marks.forEach((mark, slot) => {
      if (mark !== 0) this.#put(places[slot] ?? 0, mark, indices[slot] ?? 0, contents[slot] ?? 0)
    })
  }
}
