import { Pool } from 'undici'

/** What is asked for, again and again: the path of each request by its number. */
export interface Load {
  readonly origin: string
  readonly headers?: Readonly<Record<string, string>>
  readonly path: (request: number) => string
  readonly connections: number
}

export interface Served {
  /** Answers a second. */
  readonly rate: number
  /** Of each answer, in milliseconds. */
  readonly times: readonly number[]
}

/** A client that keeps so many requests under way, and reads every answer to its end. */
export class Client {
  readonly #pool: Pool
  readonly #load: Load
  #requests = 0

  constructor(load: Load) {
    this.#load = load
    this.#pool = new Pool(load.origin, { connections: load.connections, pipelining: 1 })
  }

  /** Asks for at least so long and at least so often. */
  async run({ seconds = 0, requests = 1 }: { seconds?: number; requests?: number }): Promise<Served> {
    const times: number[] = []
    const started = performance.now()
    const goesOn = () => performance.now() - started < seconds * 1000 || times.length < requests
    const one = async () => {
      while (goesOn()) times.push(await this.get())
    }
    await Promise.all(Array.from({ length: this.#load.connections }, one))
    return { rate: (times.length * 1000) / (performance.now() - started), times }
  }

  /** One request; how long it took, in milliseconds. */
  async get(path = this.#load.path(this.#requests++)): Promise<number> {
    const asked = performance.now()
    const { statusCode, body } = await this.#pool.request({
      method: 'GET',
      path,
      headers: { ...this.#load.headers },
    })
    if (statusCode !== 200) throw new Error(`GET ${path}: ${statusCode} ${await body.text()}`)
    for await (const _ of body) {
    }
    return performance.now() - asked
  }

  async bytes(path: string): Promise<Uint8Array> {
    const { body } = await this.#pool.request({ method: 'GET', path, headers: { ...this.#load.headers } })
    return body.bytes()
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}

/** A client of ours, with a token. */
export function clientOf(
  { url, token }: { readonly url: string; readonly token: string },
  path: Load['path'],
  connections = 1,
): Client {
  const { origin, pathname } = new URL(url)
  const headers = { authorization: `TC-Token ${token}` }
  return new Client({ origin, headers, connections, path: (request) => pathname + path(request) })
}
