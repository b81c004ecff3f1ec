/** What the shape of an answer is drawn with, beside its request. */
interface Context {
  readonly call: string
  readonly body?: string
}

/**
 * An answer with every value replaced by its kind: `id`, `date`, `day`, `link`, `number`, `flag`, `text`, `empty`; `=x` is
 * the very value x in JSON, where it is the platform's own word or came with the request.
 */
export function shapeOf(value: unknown, context: Context, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => shapeOf(each, context, key))
  if (typeof value === 'object' && value !== null) {
    if (('status' in value && value.status === 'Invalid') || 'apiBranch' in value) return literal(value)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, shapeOf(each, context, name)]),
    )
  }
  return leafOf(value, context, key)
}

/** A refusal says what is wrong, and a type what it is called, in the very words. */
function literal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(literal)
  if (typeof value !== 'object' || value === null) return `=${JSON.stringify(value)}`
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, literal(each)]))
}

const constants =
  /^(status|type|custom|fileAction|parsable|api(Branch|Entity)|casePreference|value\d\w+|key\d|escalated|reminded|overdue|code|severity)$/

function leafOf(value: unknown, context: Context, key: string): string {
  if (/^(id|itemId|batchId)$/.test(key)) return 'id'
  if (key === 'webLink') return 'link'
  if (value === '') return 'empty'
  if (constants.test(key)) return `=${JSON.stringify(value)}`
  if (typeof value === 'string' && isDate(value)) return value.length === 10 ? 'day' : 'date'
  if (isSent(value, context, key)) return `=${JSON.stringify(value)}`
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'flag' : 'text'
}

const isDate = (text: string): boolean => /^\d{4}-\d\d?-\d\d?(T[\d:.+Z-]+)?$/.test(text)

/** Whether the request said so itself, in its body or in its path. */
function isSent(value: unknown, { call, body }: Context, key: string): boolean {
  if (call.split(/[/?&=]/).some((part) => decode(part) === value)) return true
  const sent = body?.match(new RegExp(`"${key}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|[^\\s,}]+)`))?.[1]
  return sent !== undefined && (isJsonOf(sent, value) || String(value) === sent)
}

function isJsonOf(text: string, value: unknown): boolean {
  try {
    return JSON.parse(text) === value
  } catch {
    return false
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
