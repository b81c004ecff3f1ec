import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Credentials, ServerOptions } from '@tcex/server'

/** A platform in a process of its own. */
export interface Child extends Credentials {
  readonly url: string
  readonly pid: number
  /** Everything that it has written to standard error. */
  log(): string
  /** Whether it has ended, however that came. */
  isEnded(): boolean
  /** Ends it without a word. */
  kill(): Promise<void>
}

const program = join(import.meta.dirname, 'serve.ts')

/**
 * Starts `serve.ts` and waits until it listens.
 *
 * @throws Error with what it said where it ended instead
 */
export async function startChild(options: ServerOptions, as: { readonly uid?: number } = {}): Promise<Child> {
  const child = spawn(process.execPath, ['-C', 'tcex-source', program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  })
  const closed = once(child, 'close')
  const log: Buffer[] = []
  child.stderr.on('data', (bytes: Buffer) => log.push(bytes))
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next()
  if (typeof value !== 'string') {
    await closed
    throw new Error(`the child ended: ${Buffer.concat(log)}`)
  }
  return {
    ...JSON.parse(value),
    pid: child.pid,
    log: () => Buffer.concat(log).toString(),
    isEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: () => kill(child),
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}
