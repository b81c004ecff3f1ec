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
  // Beside a file its key is gone with the file; for a database on a server it would stay in the user's settings.
  const key = database.includes('://') ? ['--encryption-key', 'of a bench'] : []
  const flags = ['--port', '0', '--database', database, ...key, '--json']
  const program: Program = startNode([command, 'serve', ...flags])
  const { url, token } = await program.next<{ url: string; token: string }>()
  return { url, token, pid: program.pid, database, stop: program.stop }
}
