/**
 * Reads JSON as people write it into documentation: names without quotes or with one missing, commas missing or too
 * many, lines of dots, brackets not closed. What cannot be meant otherwise is read as it is meant.
 *
 * @throws SyntaxError where nothing can be made of it
 */
export function parseLenient(text: string): unknown {
  const tokens = tokenize(text)
  const value = readValue(tokens)
  if (value === undefined || tokens.at > tokens.list.length) throw new SyntaxError('no JSON')
  return value
}

/** Whether a text is JSON as it stands. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

interface Tokens {
  readonly list: readonly string[]
  at: number
}

function tokenize(text: string): Tokens {
  const tidied = text.replaceAll(/^\s*(\.\.\.,?|#.*)$/gm, '').replaceAll(/"(\w+): "/g, '"$1": "')
  const list = tidied.match(/"(?:[^"\\]|\\.)*"|[{}[\]:]|[^\s{}[\]:,"]+/g) ?? []
  return { list, at: 0 }
}

function readValue(tokens: Tokens): unknown {
  const token = tokens.list[tokens.at]
  tokens.at += 1
  if (token === '{') return readObject(tokens)
  if (token === '[') return readArray(tokens)
  if (token === undefined || token === '}' || token === ']' || token === ':')
    throw new SyntaxError('no value')
  return JSON.parse(token)
}

function readObject(tokens: Tokens): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (;;) {
    const token = tokens.list[tokens.at]
    // A list that ends here closes the objects in it that were left open.
    if (token === undefined || token === ']') return object
    tokens.at += 1
    if (token === '}') return object
    if (tokens.list[tokens.at] !== ':') throw new SyntaxError(`no name: ${token}`)
    tokens.at += 1
    object[token.startsWith('"') ? JSON.parse(token) : token] = readValue(tokens)
  }
}

function readArray(tokens: Tokens): unknown[] {
  const array: unknown[] = []
  for (;;) {
    const token = tokens.list[tokens.at]
    if (token === undefined) return array
    if (token === ']') {
      tokens.at += 1
      return array
    }
    array.push(readValue(tokens))
  }
}
