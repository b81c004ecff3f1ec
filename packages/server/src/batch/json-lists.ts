/** One element of a list in a batch file, still as text. */
export interface Element {
  /** The key of its list; empty where the file is one list. */
  readonly list: string
  /** Below zero where something else stands in the place of the list. */
  readonly index: number
  readonly text: string
  /** The byte of the file after its last one. */
  readonly end: number
}

/** A batch file that cannot be read on. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
  /** The byte at which it was noticed, from 0. */
  readonly position: number
  readonly path: string

  constructor(message: string, position: number, path: string) {
    super(message)
    this.position = position
    this.path = path
  }
}

/** How many keys of a file without lists are told. */
const keysTold = 5

/** A file that is an object of something else. */
export class NoLists extends JsonError {
  readonly keys: readonly string[]

  constructor(keys: readonly string[], position: number) {
    super('there is no list in it', position, '$')
    this.keys = keys
  }
}

/** What no element may exceed: bytes, and lists or objects within each other. */
export interface Limits {
  readonly size: number
  readonly depth: number
}

export const defaultLimits: Limits = { size: 16 * 1024 * 1024, depth: 100 }

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openList = 0x5b
const backslash = 0x5c
const closeList = 0x5d
const openObject = 0x7b
const closeObject = 0x7d

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const isOpening = (byte: number): boolean => byte === openObject || byte === openList

type Kept = 'key' | 'element' | 'noList' | 'nothing'

type State =
  | 'start'
  | 'firstKey'
  | 'key'
  | 'colon'
  | 'value'
  | 'afterValue'
  | 'firstElement'
  | 'element'
  | 'afterElement'
  | 'end'

/**
 * Reads the lists of a JSON file as its bytes come: `{"name": [ … ], …}` or one list. Each element is given out as text
 * and is all that is held; values that are no lists are passed over, but where there must be one. What stands inside an element is looked at no
 * closer than to find its end.
 */
export class JsonLists {
  readonly #limits: Limits
  readonly #mustBeLists: ReadonlySet<string>
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  #state: State = 'start'
  #isObject = false
  #list = ''
  #index = -1
  /** Where the bytes at hand begin in the file. */
  #offset = 0
  #value: ValueScan | undefined
  #keeps: Kept = 'nothing'
  readonly #keys: string[] = []
  #hasLists = false

  /** @param mustBeLists the keys of which a value that is no list is given out as well */
  constructor(limits: Limits = defaultLimits, mustBeLists: ReadonlySet<string> = new Set()) {
    this.#limits = limits
    this.#mustBeLists = mustBeLists
  }

  /**
   * The elements that end within these bytes.
   *
   * @throws JsonError where the file cannot be read on
   */
  *push(bytes: Uint8Array): Generator<Element> {
    let at = 0
    while (at < bytes.length) {
      if (this.#value) {
        const end = this.#value.push(bytes, at, this.#limits, (message, where) => this.#fail(message, where))
        if (end === undefined) break
        at = end
        const element = this.#completed(at)
        if (element) yield element
        continue
      }
      const byte = bytes[at] as number
      if (!isBlank(byte)) at = this.#step(byte, at)
      else at += 1
    }
    this.#offset += bytes.length
  }

  /** @throws JsonError where the file ends too early, or has keys and no list under any */
  end(): void {
    if (this.#state !== 'end') this.#fail('the file ends in the middle', 0)
    if (this.#keys.length > 0 && !this.#hasLists) throw new NoLists(this.#keys, this.#offset)
  }

  /** Deals with a byte between values; gives where to go on, which is the same place where a value begins. */
  #step(byte: number, at: number): number {
    const next = this.#next(byte)
    if (next === 'begin') return at
    if (next === undefined)
      this.#fail(`there is an unexpected ${JSON.stringify(String.fromCharCode(byte))}`, at)
    this.#state = next as State
    return at + 1
  }

  #next(byte: number): State | 'begin' | undefined {
    const step = steps[this.#state]
    const next = step(byte, this.#isObject)
    if (next === 'keyText') return this.#begin('key')
    if (next === 'elementText') return this.#begin('element')
    if (next === 'otherValue') return this.#begin(this.#mustBeLists.has(this.#list) ? 'noList' : 'nothing')
    if (this.#state === 'start') this.#isObject = byte === openObject
    if (next === 'firstElement') {
      this.#index = -1
      this.#hasLists = true
    }
    return next
  }

  #begin(keeps: Kept): 'begin' {
    this.#keeps = keeps
    this.#value = new ValueScan(keeps !== 'nothing')
    if (keeps === 'element') this.#index += 1
    if (keeps === 'noList') {
      this.#index = -1
      this.#hasLists = true
    }
    return 'begin'
  }

  /** A value has ended; the element that it is, where it is one. */
  #completed(at: number): Element | undefined {
    const bytes = this.#value?.bytes
    this.#value = undefined
    this.#state = this.#keeps === 'key' ? 'colon' : this.#keeps === 'element' ? 'afterElement' : 'afterValue'
    if (this.#keeps === 'nothing' || !bytes) return undefined
    const text = this.#decode(bytes, at)
    if (this.#keeps !== 'key') return { list: this.#list, index: this.#index, text, end: this.#offset + at }
    this.#list = this.#parseKey(text, at)
    if (this.#keys.length < keysTold) this.#keys.push(this.#list.slice(0, 50))
    return undefined
  }

  #decode(bytes: Uint8Array, at: number): string {
    try {
      return this.#decoder.decode(bytes)
    } catch {
      return this.#fail('it is not UTF-8', at)
    }
  }

  #parseKey(text: string, at: number): string {
    try {
      return String(JSON.parse(text))
    } catch (error) {
      return this.#fail((error as Error).message, at)
    }
  }

  #fail(message: string, at: number): never {
    throw new JsonError(message, this.#offset + at, pathOf(this.#list, this.#index))
  }
}

/** Where an element stands: `$.group[1]`, or `$[1]` where the file is one list. */
export function pathOf(list: string, index: number): string {
  const place = index < 0 ? '' : `[${index}]`
  return list === '' ? `$${place}` : `$.${list}${place}`
}

type Step = (byte: number, isObject: boolean) => State | 'keyText' | 'elementText' | 'otherValue' | undefined

const elementStep: Step = (byte) =>
  byte === comma || byte === closeList || byte === closeObject || byte === colon ? undefined : 'elementText'

const steps: Readonly<Record<State, Step>> = {
  // The mark that some programs put before UTF-8 is passed over.
  start: (byte) => {
    if (byte === 0xef || byte === 0xbb || byte === 0xbf) return 'start'
    if (byte === openList) return 'firstElement'
    return byte === openObject ? 'firstKey' : undefined
  },
  firstKey: (byte) => (byte === closeObject ? 'end' : steps.key(byte, true)),
  key: (byte) => (byte === quote ? 'keyText' : undefined),
  colon: (byte) => (byte === colon ? 'value' : undefined),
  value: (byte) => {
    if (byte === openList) return 'firstElement'
    return byte === comma || byte === closeObject || byte === closeList ? undefined : 'otherValue'
  },
  afterValue: (byte) => (byte === comma ? 'key' : byte === closeObject ? 'end' : undefined),
  firstElement: (byte, isObject) => (byte === closeList ? afterList(isObject) : elementStep(byte, isObject)),
  element: elementStep,
  afterElement: (byte, isObject) =>
    byte === comma ? 'element' : byte === closeList ? afterList(isObject) : undefined,
  end: () => undefined,
}

const afterList = (isObject: boolean): State => (isObject ? 'afterValue' : 'end')

/** Finds the end of one value, and keeps its bytes where they are wanted. */
class ValueScan {
  readonly #keeps: boolean
  #kept: Uint8Array[] = []
  #size = 0
  #depth = 0
  #isText = false
  #isEscaped = false
  #begun = false

  constructor(keeps: boolean) {
    this.#keeps = keeps
  }

  get bytes(): Uint8Array | undefined {
    if (!this.#keeps) return undefined
    return this.#kept.length === 1 ? this.#kept[0] : Buffer.concat(this.#kept)
  }

  /** Goes on from a place; gives where the value ended, or undefined where these bytes do not hold its end. */
  push(
    bytes: Uint8Array,
    from: number,
    limits: Limits,
    fail: (message: string, at: number) => never,
  ): number | undefined {
    const end = this.#find(bytes, from, limits, fail)
    const piece = bytes.subarray(from, end ?? bytes.length)
    this.#size += piece.length
    if (this.#keeps && this.#size > limits.size) {
      fail(`an item is larger than the ${limits.size} bytes that are accepted`, from)
    }
    if (this.#keeps) this.#kept.push(end === undefined ? Uint8Array.from(piece) : piece)
    return end
  }

  #find(
    bytes: Uint8Array,
    from: number,
    limits: Limits,
    fail: (message: string, at: number) => never,
  ): number | undefined {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] as number
      if (this.#isText) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (byte === backslash) this.#isEscaped = true
        else if (byte === quote) {
          this.#isText = false
          if (this.#depth === 0) return at + 1
        }
        continue
      }
      if (byte === quote) this.#isText = true
      else if (isOpening(byte)) {
        this.#depth += 1
        if (this.#depth > limits.depth) fail(`more than ${limits.depth} lists or objects in each other`, at)
      } else if (byte === closeObject || byte === closeList) {
        if (this.#depth === 0) return at
        this.#depth -= 1
        if (this.#depth === 0) return at + 1
      } else if (this.#depth === 0 && this.#begun && (byte === comma || isBlank(byte))) return at
      this.#begun = true
    }
    return undefined
  }
}
