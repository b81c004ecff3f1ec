import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** A PostgreSQL server of the tests' own. */
export interface PostgresServer {
  /** The URL of a database of it, by name. */
  url(database: string): string
  readonly folder: string
  readonly port: number
  /** Starts it again where it was stopped; `immediate` is as if the machine lost its power. */
  stop(how?: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
  /** Makes a server that follows this one and can only be read. */
  replica(): Promise<PostgresServer>
  /** Stops it and leaves nothing behind. */
  remove(): Promise<void>
}

export interface ServerOptions {
  /** Whether what was committed has to outlive a crash; without it all is faster. Default false. */
  readonly durable?: boolean
}

/** Where Debian and others have the programs of the newest version; undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const found = globSync('/usr/lib/postgresql/*/bin', { withFileTypes: false }) as readonly string[]
  const others = ['/usr/pgsql/bin', '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin']
  const newest = found.toSorted((left, right) => versionIn(right) - versionIn(left))
  return [...newest, ...others].find((folder) => existsSync(join(folder, 'initdb')))
}

const versionIn = (path: string): number => Number(/\/(\d+)\//.exec(path)?.[1] ?? 0)

/** It refuses to run as root, so that somebody else has to. */
function runner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const line = (name: string) => new RegExp(`^${name}:[^:]*:(\\d+):(\\d+)`, 'm').exec(users)
  const users = readFileSync('/etc/passwd', 'utf8')
  const [, uid, gid] = line('postgres') ?? line('nobody') ?? []
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) }
}

/** Makes and starts a server in a temporary folder, on a free port of this machine. */
export async function startPostgres({ durable = false }: ServerOptions = {}): Promise<PostgresServer> {
  const programs = postgresPrograms()
  if (!programs) throw new Error('PostgreSQL is not installed here')
  const folder = newFolder()
  const data = join(folder, 'data')
  const locale = ['--locale-provider=icu', '--icu-locale=en-US', '--locale=C.UTF-8', '--encoding=UTF8']
  run(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'tcex', '--no-sync', ...locale])
  const fast = durable ? [] : ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off']
  const lines = [...fast, 'max_connections = 200', 'shared_buffers = 64MB', "listen_addresses = '127.0.0.1'"]
  appendFileSync(join(data, 'postgresql.conf'), `\n${lines.join('\n')}\nautovacuum_naptime = 5\n`)
  return startedServer(programs, folder)
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tcex-pg-'))
  const as = runner()
  if (as) chownSync(folder, as.uid, as.gid)
  return folder
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { ...runner(), encoding: 'utf8', cwd: '/' })
  if (error || status !== 0) throw error ?? new Error(`${program}: ${stderr}`)
}

async function startedServer(programs: string, folder: string): Promise<PostgresServer> {
  const server = new OwnServer(programs, folder, await freePort())
  try {
    await server.start()
    return server
  } catch (error) {
    await server.remove()
    throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number }
  server.close()
  await once(server, 'close')
  return port
}

class OwnServer implements PostgresServer {
  readonly folder: string
  readonly port: number
  readonly #programs: string
  #process: ChildProcess | undefined
  readonly #atExit = () => {
    const args = ['stop', '-D', join(this.folder, 'data'), '-m', 'immediate', '-w']
    spawnSync(join(this.#programs, 'pg_ctl'), args, { ...runner(), cwd: '/' })
    rmSync(this.folder, { recursive: true, force: true })
  }

  constructor(programs: string, folder: string, port: number) {
    this.#programs = programs
    this.folder = folder
    this.port = port
    process.on('exit', this.#atExit)
  }

  url(database: string): string {
    return `postgres://tcex@127.0.0.1:${this.port}/${database}`
  }

  async start(): Promise<void> {
    const args = ['-D', join(this.folder, 'data'), '-p', String(this.port), '-k', this.folder]
    const child = spawn(join(this.#programs, 'postgres'), args, {
      ...runner(),
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#process = child
    let said = ''
    child.stderr.on('data', (text) => {
      said = `${said}${text}`.slice(-4000)
    })
    child.unref()
    ;(child.stderr as unknown as { unref(): void }).unref()
    const until = Date.now() + 60_000
    while (!this.#answers()) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`PostgreSQL does not start: ${said}`)
      await setTimeout(25)
    }
  }

  #answers(): boolean {
    const args = ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'tcex', '-d', 'postgres', '-q']
    return spawnSync(join(this.#programs, 'pg_isready'), args).status === 0
  }

  async stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.ref()
    const ended = once(child, 'exit')
    child.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await ended
  }

  replica(): Promise<PostgresServer> {
    const folder = newFolder()
    const from = ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'tcex']
    run(join(this.#programs, 'pg_basebackup'), [...from, '-D', join(folder, 'data'), '-R', '-c', 'fast'])
    return startedServer(this.#programs, folder)
  }

  async remove(): Promise<void> {
    await this.stop('immediate')
    rmSync(this.folder, { recursive: true, force: true })
    process.off('exit', this.#atExit)
  }
}
