import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process that tells what it has to say as lines of JSON. */
export interface Program {
  readonly pid: number
  /** What it says, in order, until it ends. */
  readonly lines: AsyncIterableIterator<unknown>
  /** Its next line; an error where it ends without one. */
  next<T>(): Promise<T>
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>
}

/** Starts one of the programs of `bench/processes`, which use the built packages, with an object to read. */
export function startProgram(name: string, input: unknown, flags: readonly string[] = []): Program {
  const file = fileURLToPath(new URL(`processes/${name}.ts`, import.meta.url))
  return startNode([...flags, file, JSON.stringify(input)])
}

/** Starts Node as a user would, without what this repository adds to its flags. */
export function startNode(args: readonly string[]): Program {
  const { NODE_OPTIONS: _, ...env } = process.env
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 0))
  })
  const lines = linesOf(child, ended)
  return {
    pid: child.pid ?? 0,
    lines,
    next: async <T>() => {
      const { done, value } = await lines.next()
      if (done) throw new Error(`"${args.join(' ').slice(0, 200)}" ended without a word`)
      return value as T
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function* linesOf(child: ChildProcess, ended: Promise<number>): AsyncGenerator<unknown> {
  if (!child.stdout) return
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line)
  const code = await ended
  if (code !== 0) throw new Error(`a program of the bench ended with exit code ${code}`)
}
