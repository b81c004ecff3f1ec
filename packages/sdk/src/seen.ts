/**
 * Which items of a list have come. Ids of the platform are numbers and lie close together, so a long list takes about
 * a bit for each; items without such an id are known by a text.
 */
export class Seen {
  readonly #field: string
  readonly #ids = new Map<unknown, Numbers>()
  readonly #texts = new Set<string>()
  #size = 0

  /** @param field what tells one item from another of its type; where it is absent, the whole item does */
  constructor(field: string) {
    this.#field = field
  }

  /** How many different ones there are. */
  get size(): number {
    return this.#size
  }

  /** Notes an item, and answers whether it is a new one. */
  add(item: unknown): boolean {
    const entry = typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>) : {}
    const isNew = this.#note(entry.type, entry[this.#field], item)
    if (isNew) this.#size += 1
    return isNew
  }

  /** Ids are unique within a type only: a list of several types may hold a number twice. */
  #note(type: unknown, value: unknown, item: unknown): boolean {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) {
      const numbers = this.#ids.get(type) ?? new Numbers()
      this.#ids.set(type, numbers)
      return numbers.add(value)
    }
    const text = typeof value === 'string' ? `${type} ${value}` : JSON.stringify(item)
    const before = this.#texts.size
    return this.#texts.add(text).size > before
  }
}

/** Numbers of one block, as a power of two. */
const blockBits = 15
/** A block with more numbers than this is cheaper as bits. */
const mostListed = 64

/** A set of whole numbers, in blocks: a few as they are, many as bits. */
class Numbers {
  readonly #blocks = new Map<number, Set<number> | Uint32Array>()
  #number = -1
  #block: Set<number> | Uint32Array = new Set()

  /** Whether the number is a new one. */
  add(number: number): boolean {
    const block = Math.floor(number / 2 ** blockBits)
    if (block !== this.#number) this.#turnTo(block)
    const place = number % 2 ** blockBits
    return this.#block instanceof Set ? this.#list(this.#block, place) : mark(this.#block, place)
  }

  #turnTo(number: number): void {
    this.#number = number
    this.#block = this.#blocks.get(number) ?? new Set()
    this.#blocks.set(number, this.#block)
  }

  #list(block: Set<number>, place: number): boolean {
    if (block.has(place)) return false
    block.add(place)
    if (block.size > mostListed) {
      const bits = new Uint32Array(2 ** blockBits / 32)
      for (const each of block) mark(bits, each)
      this.#block = bits
      this.#blocks.set(this.#number, bits)
    }
    return true
  }
}

/** Sets a bit, and answers whether it was not set. */
function mark(bits: Uint32Array, place: number): boolean {
  const [word, bit] = [place >> 5, 1 << (place & 31)]
  const before = bits[word] ?? 0
  bits[word] = before | bit
  return (before & bit) === 0
}
