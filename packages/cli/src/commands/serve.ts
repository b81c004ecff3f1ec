import { resolve } from 'node:path'
import type { Credentials, Server, ServerOptions } from '@tcex/server'
import { type Command, InvalidArgumentError } from 'commander'
import { closePatience, flag, type LimitFlags, limitFlags, limitsOf } from './serve/limits.ts'

interface ServeFlags
  extends LimitFlags,
    Omit<ServerOptions, 'cors' | 'trustedProxies' | 'limits' | 'catalog' | 'now'> {
  readonly port: number
  readonly host: string
  readonly database: string
  readonly cors?: readonly string[]
  readonly trustedProxies?: readonly string[]
  readonly json: boolean
}

/** Adds `tcex serve`; every flag has an environment variable of the same name. */
export function addServe(program: Command): void {
  const command = program
    .command('serve')
    .description('Serve the platform until Ctrl-C, and print its URL and credentials.')
    .addOption(
      flag('--port <number>', 'the port; 0 picks a free one', 'PORT').default(8080).argParser(toPort),
    )
    .addOption(flag('--host <address>', 'the address to listen on', 'HOST').default('127.0.0.1'))
    .addOption(
      flag('--database <path>', 'a file, :memory:, or postgres://user@host/name', 'DATABASE').default(
        'tcex.db',
      ),
    )
    .addOption(flag('--read-database <url>', 'a replica of it, for calls that read', 'READ_DATABASE'))
    .addOption(
      flag('--partitions <number>', 'parts of a new PostgreSQL database', 'PARTITIONS').argParser(toNumber),
    )
    .addOption(flag('--owner <name>', 'the organization; MyOrg in a new database', 'OWNER'))
    .addOption(flag('--access-id <id>', 'the API user’s access id', 'ACCESS_ID'))
    .addOption(flag('--secret-key <key>', 'the API user’s secret key', 'SECRET_KEY'))
    .addOption(flag('--token <token>', 'the API user’s token', 'TOKEN'))
    .addOption(flag('--encryption-key <key>', 'what protects secrets in the database', 'ENCRYPTION_KEY'))
    .addOption(flag('--cors <origins>', 'origins of browsers, with commas', 'CORS').argParser(toList))
    .addOption(
      flag(
        '--trusted-proxies <addresses>',
        'proxies whose X-Forwarded headers count, with commas',
        'TRUSTED_PROXIES',
      ).argParser(toList),
    )
    .addOption(flag('--public-url <url>', 'the site that links lead to', 'PUBLIC_URL'))
    .addOption(
      flag('--log-level <level>', 'what is logged on standard error', 'LOG_LEVEL')
        .choices(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
        .default('error'),
    )
    .option('--json', 'print URL and credentials as one line of JSON', false)
    .action(serve)
  for (const option of limitFlags) command.addOption(option)
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new InvalidArgumentError('A port is a number from 0 to 65535.')
}

function toNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number.')
}

const toList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)

async function serve(flags: ServeFlags): Promise<void> {
  const { port, host, json, ...others } = flags
  const options = limitsOf(others)
  const { createServer } = await import('@tcex/server')
  const server = await createServer(options)
  try {
    const { url } = await server.listen({ port, host })
    print(flags, server, url)
    await stopSignal(closePatience(flags))
  } finally {
    await server.close()
  }
  if (!json) console.log('Stopped.')
}

function print(flags: ServeFlags, { credentials }: Server, url: string): void {
  if (flags.json) console.log(JSON.stringify({ url, ...credentials }))
  else printForPeople(flags, credentials, url)
}

/** A password in a URL is for nobody's screen. */
function shown(database: string): string {
  if (database === ':memory:') return 'in memory'
  return /^postgres/i.test(database) ? database.replace(/:[^:@/]*@/, ':…@') : resolve(database)
}

function printForPeople({ database, host }: ServeFlags, credentials: Credentials, url: string): void {
  const { accessId, secretKey, token } = credentials
  console.log('The platform is running.\n')
  console.log(`  URL         ${url}`)
  console.log(`  Access id   ${accessId}`)
  console.log(`  Secret key  ${secretKey}`)
  console.log(`  Token       ${token}`)
  console.log(`  Database    ${shown(database)}`)
  if (!isLoopback(host)) console.log('\nIt is reachable from other machines, over plain HTTP.')
  console.log('\nCtrl-C stops it.')
}

const isLoopback = (host: string): boolean => /^(127\.|::1$|\[::1\]$|localhost$)/.test(host)

function cutOff(): never {
  console.error('Stopped, although something had not finished in time.')
  process.exit(1)
}

/** Waits for Ctrl-C or a request to end. A shell may send it twice, so only time makes it give up waiting. */
function stopSignal(patience: number): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        setTimeout(cutOff, patience).unref()
        stop()
      })
    }
  })
}
