// Runs a program as a user would: on its own, knowing nothing of the test that started it.

import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface Ended {
  code: number
  out: string
  err: string
}

/** Resolves when the program has ended, whatever its exit code. */
export async function run(
  file: string,
  args: string[],
  cwd: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawn(file, args, { cwd, env: { ...outside(), ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, out, err }
}

/** The environment without what the launcher, npm and the test runner added to it. */
export function outside(): NodeJS.ProcessEnv {
  const added =
    /^(NODE_OPTIONS|NODE_TEST_CONTEXT|INIT_CWD|npm_(?!config_)\w+|npm_config_(local_prefix|workspaces?))$/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name)))
}
