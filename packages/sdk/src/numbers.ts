/** Numbers of one block, as a power of two. */
const blockBits = 15
const blockSize = 2 ** blockBits
/** A block with more numbers than this is cheaper as bits. */
const mostListed = 64

type Block = Set<number> | Uint32Array

/** A set of whole numbers from 0 on, in blocks: a few as they are, many as bits. */
export class Numbers {
  readonly #blocks = new Map<number, Block>()
  /** The block that was used last, for most numbers come in order. */
  #number = -1
  #block: Block = new Set()
  #size = 0

  get size(): number {
    return this.#size
  }

  has(number: number): boolean {
    const block = this.#blockOf(number)
    const place = number % blockSize
    return block instanceof Set ? block.has(place) : isMarked(block, place)
  }

  /** Whether the number is a new one. */
  add(number: number): boolean {
    if (this.has(number)) return false
    this.#put(this.#blockOf(number), number % blockSize)
    this.#size += 1
    return true
  }

  /** Whether the number was there. */
  delete(number: number): boolean {
    if (!this.has(number)) return false
    const block = this.#blockOf(number)
    if (block instanceof Set) block.delete(number % blockSize)
    else toggle(block, number % blockSize)
    this.#size -= 1
    return true
  }

  #blockOf(number: number): Block {
    const block = Math.floor(number / blockSize)
    if (block !== this.#number) {
      this.#number = block
      this.#block = this.#blocks.get(block) ?? new Set()
      this.#blocks.set(block, this.#block)
    }
    return this.#block
  }

  #put(block: Block, place: number): void {
    if (block instanceof Set) this.#list(block, place)
    else toggle(block, place)
  }

  #list(block: Set<number>, place: number): void {
    block.add(place)
    if (block.size <= mostListed) return
    const bits = new Uint32Array(blockSize / 32)
    for (const each of block) toggle(bits, each)
    this.#block = bits
    this.#blocks.set(this.#number, bits)
  }
}

const bitOf = (place: number): number => 1 << (place & 31)

const isMarked = (bits: Uint32Array, place: number): boolean => ((bits[place >> 5] ?? 0) & bitOf(place)) !== 0

function toggle(bits: Uint32Array, place: number): void {
  bits[place >> 5] = (bits[place >> 5] ?? 0) ^ bitOf(place)
}
