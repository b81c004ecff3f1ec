import { type Program, startNode } from './program.ts'

/** A platform that runs as a process of its own. */
export interface Platform {
  readonly url: string
  readonly token: string
  readonly pid: number
  readonly database: string
  stop(): Promise<void>
}

export async function startPlatform(command: string, database: string): Promise<Platform> {
  const program: Program = startNode([command, 'serve', '--port', '0', '--database', database, '--json'])
  const { url, token } = await program.next<{ url: string; token: string }>()
  return { url, token, pid: program.pid, database, stop: program.stop }
}
