import { catalog as builtIn, type Catalog } from './catalog.ts'
import { ConfigurationError } from './errors.ts'
import { createLog, type Logger, logLevels } from './log.ts'
import type { Fetch, TcExOptions } from './options.ts'
import { createRedact, type Redact } from './redact.ts'
import type { Credentials } from './transport/auth.ts'
import { type Clock, systemClock } from './transport/clock.ts'
import type { RetryPolicy } from './transport/retry.ts'

/** Options, checked and complete. */
export interface Settings {
  readonly apiUrl: string
  readonly credentials: Credentials
  readonly owner: string | undefined
  readonly fetch: Fetch
  readonly throwOnError: boolean
  readonly timeout: number
  readonly retry: RetryPolicy
  /** Undefined for as many pages as it takes. */
  readonly prefetch: number | undefined
  readonly catalog: Catalog
  readonly log: Logger
  readonly redact: Redact
  readonly clock: Clock
}

const types: Readonly<Record<keyof TcExOptions, string>> = {
  apiUrl: 'string',
  token: 'string',
  accessId: 'string',
  secretKey: 'string',
  owner: 'string',
  fetch: 'function',
  throwOnError: 'boolean',
  timeout: 'number',
  retries: 'number',
  retryDelay: 'object',
  prefetch: 'number',
  log: 'object',
  logLevel: 'string',
  catalog: 'object',
}

/**
 * Checks the options, all of them, before anything is done.
 *
 * @throws ConfigurationError naming the option
 */
export function settle(options: TcExOptions, clock: Clock = systemClock): Settings {
  checkTypes(options)
  const redact = createRedact([options.token ?? '', options.secretKey ?? ''])
  return {
    apiUrl: settleUrl(options),
    credentials: settleCredentials(options),
    owner: options.owner || undefined,
    fetch: settleFetch(options.fetch),
    throwOnError: options.throwOnError ?? false,
    timeout: atLeastZero('timeout', options.timeout ?? 30_000),
    retry: settleRetry(options),
    prefetch: options.prefetch === undefined ? undefined : wholeNumber('prefetch', options.prefetch),
    catalog: options.catalog ?? builtIn,
    log: settleLog(options, redact),
    redact,
    clock,
  }
}

function checkTypes(options: TcExOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const type = Object.hasOwn(types, name) ? types[name as keyof TcExOptions] : undefined
    if (!type) fail(name, `is not known; the options are: ${Object.keys(types).join(', ')}`)
    if (value !== undefined && (typeof value !== type || value === null))
      fail(name, `must be ${type === 'object' ? 'an' : 'a'} ${type}`)
  }
}

function settleUrl({ apiUrl, fetch }: TcExOptions): string {
  if (!apiUrl) {
    if (fetch) return 'http://localhost/api'
    fail('apiUrl', 'is missing: pass the API’s base, such as https://app.threatconnect.com/api')
  }
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    fail('apiUrl', 'must be a URL such as https://app.threatconnect.com/api')
  if (url.username || url.password)
    fail('apiUrl', 'must not hold a user name or password; pass credentials as options')
  if (url.search || url.hash) fail('apiUrl', 'must end before any ? or #')
  return url.href.replace(/\/+$/, '')
}

function settleCredentials({ token, accessId, secretKey }: TcExOptions): Credentials {
  if (token) return { token: headerText('token', token) }
  if (accessId && secretKey) return { accessId: headerText('accessId', accessId), secretKey }
  if (accessId) fail('secretKey', 'is missing: it belongs to accessId')
  if (secretKey) fail('accessId', 'is missing: it belongs to secretKey')
  fail('token', 'is missing: pass an API token, or accessId and secretKey')
}

/** What stands in a header; the text itself is a secret and stays out of the message. */
function headerText(name: string, text: string): string {
  if (/^[\x21-\x7e]+$/.test(text)) return text
  fail(name, 'must be one line of ASCII without blanks; check for a line break at its end')
}

function settleFetch(fetch: Fetch | undefined): Fetch {
  if (fetch) return fetch
  if (typeof globalThis.fetch !== 'function') fail('fetch', 'is missing: this runtime has none of its own')
  // Looked up at each call: browsers want it called on the global object, and tests replace it.
  return (url, init) => globalThis.fetch(url, init)
}

function settleRetry({ retries = 3, retryDelay = {} }: TcExOptions): RetryPolicy {
  const { min = 500, max = 10_000, maxRetryAfter = 60_000, ...others } = retryDelay
  const stranger = Object.keys(others)[0]
  if (stranger) fail(`retryDelay.${stranger}`, 'is not known; the delays are: min, max, maxRetryAfter')
  return {
    retries: wholeNumber('retries', retries),
    min: atLeastZero('retryDelay.min', min),
    max: atLeastZero('retryDelay.max', max),
    maxRetryAfter: atLeastZero('retryDelay.maxRetryAfter', maxRetryAfter),
  }
}

function settleLog({ log, logLevel }: TcExOptions, redact: Redact): Logger {
  if (logLevel && !logLevels.includes(logLevel)) fail('logLevel', `must be one of: ${logLevels.join(', ')}`)
  if (log && logLevels.some((level) => level !== 'silent' && typeof log[level] !== 'function')) {
    fail('log', 'must have the methods debug, info, warn and error')
  }
  return createLog(log ?? (logLevel ? console : undefined), logLevel ?? 'debug', redact)
}

function wholeNumber(name: string, value: number): number {
  return Number.isInteger(value) && value >= 0 ? value : fail(name, 'must be a whole number, 0 or more')
}

function atLeastZero(name: string, value: number): number {
  return value >= 0 ? value : fail(name, 'must be 0 or more milliseconds')
}

function fail(name: string, rule: string): never {
  throw new ConfigurationError(`The option "${name}" ${rule}.`)
}
