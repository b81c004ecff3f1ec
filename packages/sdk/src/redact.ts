/** Takes secrets out of any value: the same value where there are none, otherwise a copy without them. */
export type Redact = <T>(value: T) => T

const mask = '[redacted]'
/** What is shorter is nobody’s secret, and taking it out would leave no sentence whole. */
const shortest = 4
const circular = '[circular]'
const secretKey = /(authorization|token|secretkey)$/
const isSecretKey = (key: string): boolean => secretKey.test(key.toLowerCase().replace(/[-_\s]/g, ''))

/** Authorization values, also those of other users that an answer may echo. */
const schemes: readonly (readonly [RegExp, string])[] = [
  [/\bTC-Token\s+[^\s"',;]+/g, `TC-Token ${mask}`],
  [/\bTC\s+([^\s:"']+):[A-Za-z0-9+/]{43}=/g, `TC $1:${mask}`],
]

/**
 * Makes the function that keeps secrets out of messages and logs: known secrets inside any text (also encoded), and
 * whatever stands under a key that ends in `authorization`, `token` or `secretKey`.
 *
 * @example createRedact(['s3cret'])({ secretKey: 's3cret', note: 'key s3cret' }) // both are '[redacted]', 'key [redacted]'
 */
export function createRedact(secrets: readonly string[]): Redact {
  // Longest first: a secret may be a part of another one.
  const known = secrets.filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length)
  const patterns = known.map(patternOf)
  const text = (value: string): string => {
    const plain = patterns.reduce((rest, pattern) => rest.replace(pattern, mask), value)
    return schemes.reduce((rest, [scheme, replacement]) => rest.replace(scheme, replacement), plain)
  }
  return <T>(value: T): T => new Walk(text).value(value) as T
}

/** Finds a secret as it may stand in a text: as it is, in JSON, or with some of its characters encoded for a URL. */
function patternOf(secret: string): RegExp {
  const forms = (character: string) => {
    if (/[A-Za-z\d]/.test(character)) return character
    const encoded = [...new TextEncoder().encode(character)].map(percentPattern).join('')
    return `(?:${literal(character)}|${literal(JSON.stringify(character).slice(1, -1))}|${encoded})`
  }
  return new RegExp([...secret].map(forms).join(''), 'g')
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** `%2F` in either case. */
function percentPattern(byte: number): string {
  const digits = byte.toString(16).padStart(2, '0')
  return `%${digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`
}

type Entries = readonly (readonly [key: unknown, value: unknown])[]

/** One walk through a value. Values are shared, never written to; a cycle is cut. */
class Walk {
  readonly #text: (value: string) => string
  readonly #done = new Map<object, unknown>()

  constructor(text: (value: string) => string) {
    this.#text = text
  }

  value(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value)
    if (typeof value !== 'object' || value === null) return value
    if (this.#done.has(value)) return this.#done.get(value)
    this.#done.set(value, circular)
    const clean = this.#object(value)
    this.#done.set(value, clean)
    return clean
  }

  #object(value: object): unknown {
    if (Array.isArray(value)) return this.#array(value)
    if (value instanceof Error) return this.#error(value)
    if (value instanceof URL || value instanceof URLSearchParams) return this.#text(value.toString())
    if (value instanceof Headers) return this.#record(Object.fromEntries(value))
    if (value instanceof Map) return new Map(this.#entries([...value]))
    if (value instanceof Set) return new Set(this.#list([...value]))
    return ArrayBuffer.isView(value) ? value : this.#record(value)
  }

  #array(values: readonly unknown[]): readonly unknown[] {
    const clean = this.#list(values)
    return isSame(values, clean) ? values : clean
  }

  #list(values: readonly unknown[]): readonly unknown[] {
    return values.map((each) => this.value(each))
  }

  #entries(entries: Entries): Entries {
    return entries.map(([key, value]) => [this.value(key), this.#entry(String(key), value)])
  }

  #entry(key: string, value: unknown): unknown {
    return isSecretKey(key) && value !== undefined && value !== null ? mask : this.value(value)
  }

  #record<T extends object>(record: T): T {
    const entries = Object.entries(record)
    const clean = this.#entries(entries)
    return isSame(entries.flat(), clean.flat())
      ? record
      : (Object.fromEntries(clean as [string, unknown][]) as T)
  }

  #error(error: Error): unknown {
    const { message, stack, cause } = error
    const parts = { ...error, message, stack, ...(cause === undefined ? {} : { cause }) }
    const clean = this.#record(parts)
    if (clean === parts) return error
    return Object.assign(new Error(clean.message, 'cause' in clean ? { cause } : {}), clean, {
      name: error.name,
    })
  }
}

const isSame = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.every((each, index) => each === after[index])
