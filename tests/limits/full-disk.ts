import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A platform whose database lies on a disk of its own, in memory and of a few megabytes. */
export interface SmallDisk {
  call(method: string, path: string, body?: unknown): Promise<Response>
  /** Leaves no more than so many bytes on the disk. */
  fill(left: number): void
  /** Frees what was filled. */
  free(): void
  /** What the platform has written to standard error. */
  log(): string
  close(): Promise<void>
}

const program = join(import.meta.dirname, '../conformance/serve.ts')

/** Whether this machine lets a process have a disk of its own. */
export const hasSmallDisks = (): boolean =>
  process.platform === 'linux' &&
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt']).status === 0

/** Starts a platform on a disk of so many bytes. */
export async function startOnSmallDisk(size: number): Promise<SmallDisk> {
  const folder = mkdtempSync(join(tmpdir(), 'tcex-disk-'))
  const options = JSON.stringify({ database: join(folder, 'tcex.db') })
  const script = 'mount -t tmpfs -o size="$1" tmpfs "$2" && exec "$3" -C tcex-source "$4" "$5"'
  const words = ['-rm', 'sh', '-c', script, 'sh', String(size), folder, process.execPath, program, options]
  const child = spawn('unshare', words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr.on('data', (bytes: Buffer) => {
    log += bytes
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  const { url, token } = JSON.parse(line) as { url: string; token: string }
  // The disk is seen by that process alone, and through it.
  const seen = join(`/proc/${child.pid}/root`, folder)
  const ballast = join(seen, 'ballast')
  return {
    call: (method, path, body) => {
      const headers = { authorization: `TC-Token ${token}` }
      return fetch(`${url}/v2${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: bytesOf(body) }),
      })
    },
    fill: (left) => {
      const { bavail, bsize } = statfsSync(seen)
      writeFileSync(ballast, new Uint8Array(Math.max(0, bavail * bsize - left)))
    },
    free: () => rmSync(ballast, { force: true }),
    log: () => log,
    close: async () => {
      await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const bytesOf = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body)

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}
