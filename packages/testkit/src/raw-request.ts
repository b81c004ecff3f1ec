import { connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'

/** An answer as it came over the wire. */
export interface RawReply {
  readonly status: number
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/**
 * Sends bytes exactly as they are given, where `fetch` would tidy them up, and reads until the server closes.
 *
 * @example await rawRequest(url, ['GET /api/v2/groups/a%2fb HTTP/1.1', 'Host: x', 'Connection: close'])
 */
export async function rawRequest(
  url: string,
  head: readonly string[],
  body: string | Uint8Array = '',
): Promise<RawReply> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(body)
  return parseReply(await readText(socket))
}

function parseReply(text: string): RawReply {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = new Map(lines.map(parseHeader))
  return { status: Number(first.split(' ')[1]), headers, body: text.slice(end + 4) }
}

function parseHeader(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}
