// Where the repository is, and the programs that came with its packages.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/** The JavaScript file of a package's command, to be run by the Node that runs us, with no shell in between. */
export function tool(name: string, command: string): string {
  const home = join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  return join(home, bin[command])
}
