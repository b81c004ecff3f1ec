/** Two numbers of 32 bits that stand for a text. */
export interface Print {
  readonly place: number
  readonly mark: number
}

/**
 * A fingerprint of a text: fast, and good enough where a mistake costs no more than a needless call.
 *
 * @param seed of which the fingerprints of all texts depend, so that nobody can write two with the same one
 */
export function printOf(text: string, seed = 0): Print {
  let place = 0x9e3779b9 ^ seed
  let mark = Math.imul(0x85ebca6b ^ seed, 0x27d4eb2f)
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
/** Fuller, and a look takes long. */
const mostFull = 0.9
const growth = 1.125

/** Slots of one block, as a power of two, and the numbers of one slot: mark, place, index, content. */
const blockBits = 14
const slotSize = 4

/**
 * Rows by the fingerprints of their keys, in 18 to 20 bytes each. They lie in the order of their places, each where it
 * belongs or in the next slots after it. So the table becomes larger by moving all of them up, block by block, and
 * nothing is left behind that the collector would have to find.
 */
export class Fingerprints {
  readonly #blocks: Uint32Array[] = []
  /** Over how many slots the places are spread; the last ones may need some more. */
  #room = firstRoom
  #size = 0
  readonly #seed = crypto.getRandomValues(new Int32Array(1))[0]

  /** How many bytes the table takes. */
  get bytes(): number {
    return this.#blocks.length * ((slotSize * Uint32Array.BYTES_PER_ELEMENT) << blockBits)
  }

  /** What stands for what a row holds. */
  contentOf(text: string): number {
    return printOf(text, this.#seed).mark
  }

  get(key: string): Known | undefined {
    const { place, mark } = printOf(key, this.#seed)
    const slot = this.#find(place, mark)
    const block = this.#blockOf(slot)
    const at = placeIn(slot)
    if (block[at] !== mark || block[at + 1] !== place) return undefined
    return { index: block[at + 2] as number, content: block[at + 3] as number }
  }

  set(key: string, { index, content }: Known): void {
    if (this.#size >= this.#room * mostFull) this.#grow()
    const { place, mark } = printOf(key, this.#seed)
    const slot = this.#find(place, mark)
    const block = this.#blockOf(slot)
    const at = placeIn(slot)
    if (block[at] === mark && block[at + 1] === place) {
      block[at + 2] = index
      block[at + 3] = content
    } else {
      this.#insert(slot, mark, place, index, content)
      this.#size += 1
    }
  }

  /** Where a fingerprint is, or would have to be. */
  #find(place: number, mark: number): number {
    for (let slot = homeOf(place, this.#room); ; slot += 1) {
      const block = this.#blockOf(slot)
      const at = placeIn(slot)
      const there = block[at] as number
      if (there === 0) return slot
      const other = block[at + 1] as number
      if (other > place || (other === place && there === mark)) return slot
    }
  }

  /** Puts one in, and moves those that follow by one until a slot was empty. */
  #insert(from: number, mark: number, place: number, index: number, content: number): void {
    let end = from
    while (this.#blockOf(end)[placeIn(end)] !== 0) end += 1
    for (let slot = end; slot > from; slot -= 1) this.#move(slot - 1, slot)
    const [block, at] = [this.#blockOf(from), placeIn(from)]
    block[at] = mark
    block[at + 1] = place
    block[at + 2] = index
    block[at + 3] = content
  }

  /** Packs all of them at the end of the new room, the last one first, and takes each to its place from there. */
  #grow(): void {
    const used = this.#blocks.length << blockBits
    const room = Math.ceil(this.#room * growth)
    const end = this.#endIn(room, used)
    let packed = end
    for (let slot = used - 1; slot >= 0; slot -= 1) {
      if (this.#blockOf(slot)[placeIn(slot)] !== 0) {
        packed -= 1
        this.#move(slot, packed)
      }
    }
    let next = 0
    for (; packed < end; packed += 1) {
      const place = this.#blockOf(packed)[placeIn(packed) + 1] as number
      next = Math.max(next, homeOf(place, room))
      this.#move(packed, next)
      next += 1
    }
    this.#room = room
  }

  /** The slot after the last one that is taken when all are spread over so many slots. */
  #endIn(room: number, used: number): number {
    let end = 0
    for (let slot = 0; slot < used; slot += 1) {
      const block = this.#blockOf(slot)
      const at = placeIn(slot)
      if (block[at] !== 0) end = Math.max(end, homeOf(block[at + 1] as number, room)) + 1
    }
    return end
  }

  #move(from: number, to: number): void {
    if (from === to) return
    const [source, start] = [this.#blockOf(from), placeIn(from)]
    const [target, at] = [this.#blockOf(to), placeIn(to)]
    target[at] = source[start] as number
    target[at + 1] = source[start + 1] as number
    target[at + 2] = source[start + 2] as number
    target[at + 3] = source[start + 3] as number
    source[start] = 0
  }

  #blockOf(slot: number): Uint32Array {
    const number = slot >>> blockBits
    return this.#blocks[number] ?? this.#lengthen(number)
  }

  #lengthen(number: number): Uint32Array {
    while (number >= this.#blocks.length) this.#blocks.push(new Uint32Array(slotSize << blockBits))
    return this.#blocks[number] as Uint32Array
  }
}

/** Where a place belongs: the order of places is that of their slots. */
const homeOf = (place: number, room: number): number => Math.floor(place * (room / 2 ** 32))

const placeIn = (slot: number): number => (slot & ((1 << blockBits) - 1)) * slotSize
