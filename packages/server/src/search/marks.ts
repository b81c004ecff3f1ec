/** Up to a position in a list: the id of the last item before it. */
export interface Mark {
  readonly position: number
  readonly id: number
}

interface TimedMark extends Mark {
  /** Milliseconds. */
  readonly at: number
}

/** How long somebody may take from one page to the next, in milliseconds. */
const patience = 10 * 60_000

const mostLists = 1_000
const mostMarks = 100_000

/**
 * Where readers have come to in lists, so that a page that follows one that was read begins behind its last item, however
 * deep it lies and whatever was deleted before it meanwhile. It is kept in this process only, and forgotten at any time: a
 * page without a mark is found by counting from the last mark before it, or from the beginning.
 */
export class Marks {
  readonly #lists = new Map<string, ListMarks>()
  #count = 0

  /** The marks of a reader in a list; those who have not been asked for longest make room for new ones. */
  of(reader: number, list: string): ListMarks {
    const key = `${reader} ${list}`
    const marks = this.#lists.get(key) ?? new ListMarks((added) => this.#added(added))
    this.#lists.delete(key)
    this.#lists.set(key, marks)
    return marks
  }

  #added(count: number): void {
    this.#count += count
    while (this.#lists.size > mostLists || this.#count > mostMarks) {
      const [oldest] = this.#lists
      if (!oldest) return
      this.#count -= oldest[1].size
      this.#lists.delete(oldest[0])
    }
  }
}

/** The marks of one reader in one list, by position. */
export class ListMarks {
  readonly #marks: TimedMark[] = []
  readonly #added: (count: number) => void

  constructor(added: (count: number) => void = () => {}) {
    this.#added = added
  }

  get size(): number {
    return this.#marks.length
  }

  /** The last mark at a position or before it, where it is still good. */
  before(position: number, now: number = Date.now()): Mark | undefined {
    const mark = this.#marks[this.#place(position + 1) - 1]
    return mark && now - mark.at <= patience ? mark : undefined
  }

  set(position: number, id: number, at: number = Date.now()): void {
    const place = this.#place(position)
    const isKnown = this.#marks[place]?.position === position
    this.#marks.splice(place, isKnown ? 1 : 0, { position, id, at })
    if (!isKnown) this.#added(1)
  }

  /** How many marks lie before a position. */
  #place(position: number): number {
    let [low, high] = [0, this.#marks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#marks[middle] as Mark).position < position) low = middle + 1
      else high = middle
    }
    return low
  }
}
