import type { FastifyInstance } from 'fastify'
import { type Administration, administrationOf } from './administration.ts'
import { BatchQueue } from './batch/queue.ts'
import { inThisThread, type Runner } from './batch/runner.ts'
import { createApp } from './http/app.ts'
import { type InProcess, inProcess } from './http/fetch.ts'
import type { Limits } from './http/limits/limits.ts'
import { apiPath } from './http/router.ts'
import { OptionError, type ServerOptions, type Settled, settleOptions } from './options.ts'
import { Marks } from './search/marks.ts'
import { bootstrap, type Credentials } from './service/bootstrap.ts'
import type { Platform } from './service/scope.ts'
import { openVault } from './service/vault.ts'
import { newWorker } from './service/workers.ts'
import { isServer } from './store/location.ts'
import { openDatabase } from './store/open.ts'
import { inBackground } from './worker/background.ts'
import { excerptThreads } from './worker/excerpts.ts'

export type { Credentials } from './service/bootstrap.ts'

/** A running platform. */
export interface Server {
  /** Answers a request without a port; hand it to a client as its `fetch`. */
  readonly fetch: typeof fetch
  /** What a client authenticates with; options of `TcEx` as they stand. */
  readonly credentials: Credentials
  /** Who may use it: users, keys, tokens, roles, owners, and the audit log. */
  readonly administration: Administration
  /**
   * Opens a port: any free one for 0 (the default), on loopback unless told otherwise.
   *
   * @example const { url } = await server.listen({ port: 0 })
   * @throws OptionError for a port that cannot be opened
   */
  listen(options?: ListenOptions): Promise<{ readonly url: string }>
  /**
   * Lets what runs finish, then closes port and database. A batch job stops between two chunks and goes on when the
   * database is served again. Who has not finished within `limits.closeTimeout` is cut off.
   *
   * @example await server.close()
   */
  close(): Promise<void>
}

export interface ListenOptions {
  readonly port?: number | undefined
  readonly host?: string | undefined
}

/**
 * Makes a platform that speaks ThreatConnect's v2 API: on a SQLite file, in memory, or on PostgreSQL.
 *
 * @example
 * const server = await createServer({ database: ':memory:', owner: 'MyOrg' })
 * const tcex = new TcEx({ fetch: server.fetch, ...server.credentials })
 * @throws OptionError for an option that cannot be used
 * @throws StoreError for a database that cannot be opened or is not ours
 */
export async function createServer(options: ServerOptions = {}): Promise<Server> {
  const settled = settleOptions(options)
  const { catalog, now } = settled
  refuseUnknownDatabase(settled.database)
  refuseReplicaOfFile(settled)
  const database = await openDatabase(settled.database, {
    partitions: settled.partitions,
    readLocation: settled.readDatabase,
  })
  const alone: Platform = { database, catalog, marks: new Marks(), worker: newWorker(), now }
  const runner = runnerFor(alone, settled.database)
  const platform = isFile(settled.database)
    ? { ...alone, excerpts: excerptThreads(catalog, settled.database, () => runner.rest()) }
    : alone
  try {
    await database.migrate()
    const vault = openVault(settled.database, settled.encryptionKey)
    const credentials = await bootstrap(platform, vault, definedOf(settled)).catch((error) => {
      vault.discard()
      throw error
    })
    const { logLevel, bodyLimit, cors, trustedProxies, publicUrl, limits } = settled
    const batch = new BatchQueue(platform, settled.batchFileLimit, runner)
    const optional = publicUrl ? { publicUrl } : {}
    const parts = { platform, vault, batch, logLevel, bodyLimit, limits, cors, trustedProxies, ...optional }
    const app = createApp(parts)
    await app.ready()
    batch.start()
    const desk = { platform, vault, userName: 'server', address: 'in-process' }
    return new RunningServer({ app, batch, platform, credentials, limits }, administrationOf(desk))
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What is in memory is reached from this thread only. */
const runnerFor = (platform: Platform, database: string): Runner =>
  database === ':memory:' ? inThisThread(platform) : inBackground(platform, database)

const isFile = (database: string): boolean => database !== ':memory:' && !isServer(database)

function definedOf({ owner, owners, accessId, secretKey, token }: ReturnType<typeof settleOptions>) {
  return {
    owners,
    ...(owner === undefined ? {} : { owner }),
    ...(accessId === undefined ? {} : { accessId }),
    ...(secretKey === undefined ? {} : { secretKey }),
    ...(token === undefined ? {} : { token }),
  }
}

function refuseUnknownDatabase(database: string): void {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(database)?.[1]
  if (scheme && !isServer(database)) {
    throw new OptionError(
      `"database" must be a file, :memory:, or postgres://user@host/name; ${scheme} is not supported.`,
    )
  }
}

function refuseReplicaOfFile({ database, readDatabase }: Settled): void {
  if (readDatabase === undefined || isServer(database)) return
  throw new OptionError('"readDatabase" is a replica of a PostgreSQL database; a file has none.')
}

interface RunningParts {
  readonly app: FastifyInstance
  readonly batch: BatchQueue
  readonly platform: Platform
  readonly credentials: Credentials
  readonly limits: Limits
}

class RunningServer implements Server {
  readonly fetch: typeof fetch
  readonly credentials: Credentials
  readonly administration: Administration
  readonly #app: FastifyInstance
  readonly #batch: BatchQueue
  readonly #platform: Platform
  readonly #inProcess: InProcess
  readonly #limits: Limits
  #closing: Promise<void> | undefined

  constructor(parts: RunningParts, administration: Administration) {
    const { app, batch, platform, credentials, limits } = parts
    this.#app = app
    this.#batch = batch
    this.#platform = platform
    this.#limits = limits
    this.administration = administration
    this.credentials = Object.freeze(credentials)
    this.#inProcess = inProcess(app)
    this.fetch = this.#inProcess.fetch
  }

  async listen({ port = 0, host = '127.0.0.1' }: ListenOptions = {}): Promise<{ readonly url: string }> {
    try {
      // Who connects while others are being taken must not be made to try again.
      const backlog = this.#limits.connections
      const url = await this.#app.listen({ port, host, backlog })
      return { url: url + apiPath }
    } catch (error) {
      throw listenError(error as NodeJS.ErrnoException, port, host)
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** A batch job that runs is stopped between two chunks, and gone on with when the database is opened again. */
  async #close(): Promise<void> {
    const stopped = this.#batch.stop()
    await this.#app.close()
    await this.#inProcess.idle(this.#limits.closeTimeout)
    await stopped
    await this.#platform.excerpts?.close()
    await this.#platform.database.close()
  }
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program uses it; choose another port, or 0 for any free one',
    EACCES: 'this user may not open it; choose a port above 1023',
    EADDRNOTAVAIL: 'this machine does not have that address',
  }
  const reason = reasons[error.code ?? ''] ?? error.message
  return new OptionError(`Port ${port} on ${host} cannot be opened: ${reason}.`, { cause: error })
}
