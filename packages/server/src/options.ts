import { catalog as builtInCatalog, type Catalog, type OwnerType, ownerTypes } from '@tcex/model'
import * as z from 'zod/mini'
import { type Limits, limitsSchema } from './http/limits/limits.ts'
import { namesProxies } from './http/origin.ts'

/** What a server can be told; everything has a default. */
export interface ServerOptions {
  /** A file, made where there is none, `postgres://user:password@host/name`, or `:memory:` (the default). */
  readonly database?: string | undefined
  /** The URL of a replica of a PostgreSQL database, for calls that only read. Default none. */
  readonly readDatabase?: string | undefined
  /** In how many parts a new PostgreSQL database keeps what owners have, by owner. Default 0: undivided. */
  readonly partitions?: number | undefined
  /** The organization that calls without an owner work in; made where there is none. Default `MyOrg`. */
  readonly owner?: string | undefined
  /** More owners, each made where there is none; the API user administers them. */
  readonly owners?: readonly OwnerOption[] | undefined
  /** The API user's access id; default the one in the database, else a new one. */
  readonly accessId?: string | undefined
  /** The API user's secret key; default the one in the database, else a new one. */
  readonly secretKey?: string | undefined
  /** The API user's token; default the one in the database, else a new one. */
  readonly token?: string | undefined
  /** What the secrets in the database are encrypted with; default the key in the file `<database>.key`,
   * or `~/.config/tcex/<host>_<port>_<name>.key` for PostgreSQL, made where there is none. */
  readonly encryptionKey?: string | undefined
  /** The origins that browsers may call from, such as `https://app.example.com`. Default none. */
  readonly cors?: readonly string[] | undefined
  /** The proxies in front of it: addresses, ranges such as `10.0.0.0/8`, `loopback`, `linklocal` or `uniquelocal`. Where a
   * request comes from and was sent to is what they say (`X-Forwarded-For`, `-Proto`, `-Host`), and nobody else. Default none. */
  readonly trustedProxies?: readonly string[] | undefined
  /** The largest JSON body in bytes. Default 10 MiB. */
  readonly bodyLimit?: number | undefined
  /** The largest file of a batch job in bytes. Default 1 GiB. */
  readonly batchFileLimit?: number | undefined
  /** How much is taken on at once, and how long clients are waited for; each has a default. */
  readonly limits?: Partial<Limits> | undefined
  /** The site that `webLink` leads to; default the one that a request was sent to. */
  readonly publicUrl?: string | undefined
  /** What is logged, as JSON lines on standard error. Default `silent`. */
  readonly logLevel?: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | undefined
  /** The types there are; default those of a new platform. */
  readonly catalog?: Catalog | undefined
  /** The clock. */
  readonly now?: (() => Date) | undefined
}

/** An owner that a server is started with. */
export interface OwnerOption {
  readonly name: string
  /** Default `Organization`. */
  readonly type?: OwnerType | undefined
  /** Whether its members see each other by pseudonym only. Default false. */
  readonly anonymous?: boolean | undefined
}

/** An option that cannot be used; the message names it and its rule. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
  readonly code = 'option'
}

const text = (what: string) => z.string().check(z.trim(), z.minLength(1, `must be ${what}`))
const secret = z.string().check(z.minLength(8, 'must have 8 characters or more'))
const origin = z.url({ protocol: /^https?$/, error: 'must hold origins such as https://app.example.com' })
const proxies = z
  .string()
  .check(
    z.refine(
      namesProxies,
      'must hold addresses, ranges such as 10.0.0.0/8, loopback, linklocal or uniquelocal',
    ),
  )
const bytes = z.int().check(z.gte(1024, 'must be 1024 bytes or more'))

const schema = z.strictObject({
  database: z._default(text('a file, postgres://user@host/name or :memory:'), ':memory:'),
  readDatabase: z.optional(
    z
      .string()
      .check(
        z.regex(/^postgres(?:ql)?:\/\//i, 'must be the URL of a replica, such as postgres://user@host/name'),
      ),
  ),
  partitions: z._default(
    z.int().check(z.gte(0, 'must be 0 or more'), z.lte(1024, 'must be 1024 or less')),
    0,
  ),
  owner: z.optional(text('the name of an organization')),
  owners: z._default(
    z.array(
      z.strictObject({
        name: text('a name'),
        type: z._default(z.enum(ownerTypes), 'Organization'),
        anonymous: z._default(z.boolean(), false),
      }),
    ),
    [],
  ),
  accessId: z.optional(z.string().check(z.regex(/^[^\s:]+$/, 'must have neither blanks nor colons'))),
  secretKey: z.optional(secret),
  token: z.optional(z.string().check(z.regex(/^\S{8,}$/, 'must have 8 characters or more and no blanks'))),
  encryptionKey: z.optional(secret),
  cors: z._default(z.array(origin), []),
  trustedProxies: z._default(z.array(proxies), []),
  bodyLimit: z._default(bytes, 10 * 1024 * 1024),
  batchFileLimit: z._default(bytes, 1024 * 1024 * 1024),
  limits: limitsSchema,
  publicUrl: z.optional(
    z.pipe(
      origin,
      z.transform((url) => url.replace(/\/+$/, '')),
    ),
  ),
  logLevel: z._default(z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']), 'silent'),
  catalog: z._default(
    z.custom<Catalog>((value) => typeof value === 'object'),
    builtInCatalog,
  ),
  now: z._default(
    z.custom<() => Date>((value) => typeof value === 'function'),
    () => () => new Date(),
  ),
})

/** Options are read once: a reader made of text for them would cost more than it gives. */
const reading = { jitless: true, error: z.locales.en().localeError }

export type Settled = z.infer<typeof schema>

/**
 * Settles options at the door.
 *
 * @throws OptionError naming every option that breaks a rule
 */
export function settleOptions(options: ServerOptions): Settled {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const settled = schema.safeParse(given, reading)
  if (settled.success) return settled.data
  const problems = settled.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${issue.keys.map((key) => `"${key}"`).join(', ')} is not an option`
      : `"${nameOf(issue.path)}" ${issue.message}`,
  )
  throw new OptionError(`The server cannot be made: ${problems.join('; ')}.`)
}

/** An option, or one within it; the elements of a list go by the list's name. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path
    .slice(0, typeof path[1] === 'string' ? 2 : 1)
    .map(String)
    .join('.')
