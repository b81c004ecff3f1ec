import type { Parameter, SqlValue } from '../database.ts'

/** A statement as PostgreSQL takes it. */
export interface Prepared {
  readonly text: string
  /** By which a connection knows it once it has seen it. */
  readonly name?: string
}

/** So many statements are kept prepared on each connection; what filters are put together from is not bounded. */
const most = 500

const known = new Map<string, Prepared>()

/** Numbers the placeholders of a statement, but not what stands between quotes. */
export function prepared(sql: string): Prepared {
  const found = known.get(sql)
  if (found) return found
  let count = 0
  const text = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => {
    if (part !== '?') return part
    count += 1
    return `$${count}`
  })
  if (known.size >= most) return { text }
  const statement = { text, name: `tcex_${known.size}` }
  known.set(sql, statement)
  return statement
}

/** PostgreSQL keeps no NUL in a text, so that nothing stored can be equal to one that has it. */
export function toPostgres(parameter: Parameter): unknown {
  if (typeof parameter === 'string') return withoutNul(parameter)
  if (!Array.isArray(parameter)) return parameter
  return parameter.map((each: string | number) => (typeof each === 'string' ? withoutNul(each) : each))
}

/**
 * A list as PostgreSQL reads it. The driver makes the same of a list, in several times the time, since it takes each value
 * for one that may be anything; bytes are left to it.
 */
export function toList(values: readonly SqlValue[]): unknown {
  let text = ''
  for (const value of values) {
    if (value !== null && typeof value === 'object') return values
    text += text === '' ? '{' : ','
    if (typeof value === 'string') text += quoted(withoutNul(value))
    else text += value === null ? 'NULL' : String(value)
  }
  return `${text || '{'}}`
}

const quoted = (text: string): string =>
  `"${text.includes('"') || text.includes('\\') ? text.replace(/["\\]/g, '\\$&') : text}"`

const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text)
