import { type Block, blocksOf } from './blocks.ts'
import { isJson, parseLenient } from './lenient-json.ts'
import { shapeOf } from './shape.ts'

/**
 * What a piece of code is an example of: a `call`; the `form` of calls, with placeholders; a batch `file`; a `value` that
 * is, or is not, taken as it stands; or something `other`.
 */
export type Kind = 'call' | 'form' | 'file' | 'value' | 'other'

/** An example of the documentation, as a line of data. */
export interface Example {
  readonly line: number
  readonly kind: Kind
  /** Method, path and query as they stand there. */
  readonly call?: string
  readonly type?: string
  readonly body?: string
  readonly status?: number
  /** The answer: its keys, and what kind of value each has. */
  readonly answer?: unknown
  /** The answer where it is no JSON. */
  readonly text?: string
  /** The answer is no JSON as it stands. */
  readonly broken?: true
  /** Why a piece of code is no example of a call. */
  readonly is?: string
}

interface Request {
  readonly line: number
  readonly call: string
  readonly type?: string
  readonly body?: string
}

const requestLine = /^(GET|POST|PUT|DELETE) +(?:https:\/\/[^/]+)?\/?(v2\/\S.*)$/
const pathAlone = /^(?:\/api)?(\/v2\/\S+)$/

/** The examples of a page, in order. `isBatch`: files that are uploaded stand there. */
export function examplesOf(page: string, isBatch: boolean): readonly Example[] {
  const examples: Example[] = []
  let open: readonly Request[] = []
  let answered = true
  const close = () => {
    if (!answered) examples.push(...open.map(unanswered))
    answered = true
  }
  for (const block of blocksOf(page)) {
    const requests = requestsIn(block)
    const [first] = open
    if (requests.length > 0) {
      close()
      open = requests
      answered = false
    } else if (/request body/i.test(block.caption) && first) {
      open = [...open, { ...first, line: block.line, body: block.text }]
    } else if (isAnswer(block, isBatch) && first) {
      examples.push(...open.map((request) => answeredBy(block, request, open.length > 1)))
      answered = true
    } else {
      if (!isCurl(block)) close()
      examples.push(...otherThan(block, isBatch))
    }
  }
  close()
  return examples
}

/** The same call once more, as a command. */
const isCurl = ({ text }: Block): boolean => text.startsWith('curl')

/** Whether words stand for what is to be sent. */
const isForm = ({ call, body = '' }: Request): boolean => /[{<]/.test(call) || /\/\/ |"<\w+>"/.test(body)

const unanswered = (request: Request): Example => ({
  ...asCall(request),
  kind: isForm(request) ? 'form' : 'call',
})

/** A call with its answer. Of several with one answer each goes by its own line. */
const answeredBy = (block: Block, request: Request, isOneOfMany: boolean): Example => ({
  ...asCall(request),
  ...answerOf(block, request),
  ...(isOneOfMany ? { line: request.line } : {}),
})

const asCall = ({ line, call, type, body }: Request): Example => ({
  line,
  kind: 'call',
  call,
  ...(type === undefined ? {} : { type }),
  ...(body === undefined ? {} : { body }),
})

function requestsIn({ line, text, language }: Block): readonly Request[] {
  const lines = text.split('\n')
  const calls = lines.map(callIn)
  if (calls.every((call) => call !== undefined)) {
    // A list of paths to which bodies belong that are shown elsewhere.
    if (calls.length > 1 && calls[0]?.startsWith('POST')) return []
    return calls.map((call, index) => ({ line: line + index, call }))
  }
  const [call] = calls
  if (call === undefined || language === 'xml') return []
  const start = lines.findIndex((each, index) => index > 0 && /^\s*(\{|<|$)/.test(each))
  const type = lines.slice(1, start).find((each) => /^content-type:/i.test(each))
  const body = withoutProse(lines.slice(start).join('\n').trim())
  return [{ line, call, body, ...(type ? { type: type.slice(type.indexOf(':') + 1).trim() } : {}) }]
}

function callIn(line: string): string | undefined {
  const [, method, path] = requestLine.exec(line.trim()) ?? []
  if (method) return `${method} /${path}`
  const [, alone] = pathAlone.exec(line.trim()) ?? []
  return alone && `GET ${alone}`
}

const statusLine = /^HTTP\/1\.1 (\d{3})[^\n]*\n?/

function isAnswer({ text, language, caption }: Block, isBatch: boolean): boolean {
  if (language === 'xml' || /^(curl|\?|\.\.\.|")/.test(text)) return false
  if (statusLine.test(text) || /response|data:$/i.test(caption)) return !isBatch || statusLine.test(text)
  return /output from a CSV/.test(caption) || (!isBatch && /^\{/.test(text))
}

function answerOf({ line, text }: Block, request: Request): Partial<Example> & { readonly line: number } {
  const status = statusLine.exec(text)?.[1]
  const rest = text.replace(statusLine, '')
  const code = status === undefined ? {} : { status: Number(status) }
  if (!/^\s*[{[]/.test(rest)) return { line, ...code, text: rest }
  const answer = shapeOf(parseLenient(rest), request)
  return { line, ...code, answer, ...(isJson(rest) ? {} : { broken: true }) }
}

function otherThan({ line, text, language }: Block, isBatch: boolean): readonly Example[] {
  if (/# (IN)?CORRECT/.test(text)) {
    return text.split('\n').flatMap((each, index): Example[] => {
      const [, value, verdict] = /^(.*?) # ((?:IN)?CORRECT)/.exec(each) ?? []
      return value
        ? [{ line: line + index, kind: 'value', body: value, is: verdict?.toLowerCase() ?? '' }]
        : []
    })
  }
  if (isBatch && language === 'json' && /^[{[]/.test(text))
    return [{ line, kind: 'file', body: withoutProse(text) }]
  return [{ line, kind: 'other', is: otherKind(text, language) }]
}

function otherKind(text: string, language: string): string {
  if (text.startsWith('curl')) return 'curl'
  return language === 'xml' || language === 'python' ? language : 'fragment'
}

/** Sentences of the documentation stay there; what stands for them here is as long. */
const withoutProse = (body: string): string =>
  body.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (whole, text: string) =>
    text.length > 40 && text.split(' ').length > 5 ? `"${'words '.repeat(text.length / 6).trim()}"` : whole,
  )
