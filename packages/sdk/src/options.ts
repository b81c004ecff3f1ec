import type { Catalog } from './catalog.ts'
import type { Logger, LogLevel } from './log.ts'
import type { Bytes } from './transport/payload.ts'
import type { Method } from './transport/request.ts'

/** What a client passes to its `fetch`: the part of `RequestInit` that every implementation has. */
export interface FetchInit {
  readonly method: Method
  readonly headers: Record<string, string>
  readonly body?: string | ArrayBuffer | Bytes | ReadableStream<Uint8Array>
  readonly signal: AbortSignal
  /** Redirects are not followed: the credentials are for one server. */
  readonly redirect: 'manual'
  readonly duplex?: 'half'
}

/** What a client needs of an answer: the part of `Response` that every implementation has. */
export interface FetchAnswer {
  readonly status: number
  readonly statusText: string
  readonly headers: { forEach(each: (value: string, name: string) => void): void }
  arrayBuffer(): Promise<ArrayBuffer>
  /** The body as it comes; where it is absent, a download that is streamed is read whole first. */
  readonly body?: ReadableStream<Uint8Array> | null
}

/** What a client calls: the platform's `fetch`, an embedded server's, or a faster one such as undici's. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>

/** How long to wait between two tries of a call, in milliseconds. */
export interface RetryDelay {
  /** Before the first retry; then it doubles. Default 500. */
  readonly min?: number | undefined
  /** At most. Default 10,000. */
  readonly max?: number | undefined
  /** The longest that a server's `Retry-After` is obeyed. Default 60,000. */
  readonly maxRetryAfter?: number | undefined
}

/** The options of `new TcEx(…)`. The credentials of an embedded server are options as they stand. */
export interface TcExOptions {
  /** The API's base, such as `https://app.threatconnect.com/api`. With `fetch` alone `http://localhost/api`. */
  readonly apiUrl?: string | undefined
  /** An API token. Counts before an access id and secret key where both are given. */
  readonly token?: string | undefined
  readonly accessId?: string | undefined
  readonly secretKey?: string | undefined
  /** The owner of everything that names none. Without one it is the user's default owner. */
  readonly owner?: string | undefined
  readonly fetch?: Fetch | undefined
  /** Whether a refusal by the server is thrown instead of returned. Default false. */
  readonly throwOnError?: boolean | undefined
  /** How long one try may take, body included, in milliseconds. Default 30,000; 0 or Infinity for no limit. */
  readonly timeout?: number | undefined
  /** How often GET, PUT and DELETE are tried again after network faults, 429, 502, 503 and 504. Default 3. */
  readonly retries?: number | undefined
  readonly retryDelay?: RetryDelay | undefined
  /**
   * How many pages of a list are fetched ahead of the reader; 0 for none. Without it two, and while the reader has to
   * wait for them more, up to eight or 20,000 items.
   */
  readonly prefetch?: number | undefined
  /** Where the log goes; by default nowhere. */
  readonly log?: Logger | undefined
  /** What is logged. With a `log` everything from `debug` on; without one, naming a level logs to the console. */
  readonly logLevel?: LogLevel | undefined
  /** The types there are; with the custom indicator types of an instance: `catalog.with(…)`. */
  readonly catalog?: Catalog | undefined
}
