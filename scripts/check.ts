// Everything that can be checked without running the product: types, lint and format, the arrows, the generated docs.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './child.cjs'
import { root, tool } from './tool.ts'

const fix = process.argv.includes('--fix')
const biome = [tool('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', ...(fix ? ['--write'] : [])]
const docs = join(root, 'scripts/docs.ts')

/** Each package is checked once more by itself: model and SDK without Node's types, for they run in a browser too. */
const packages = ['model', 'sdk', 'server']
const steps: [what: string, program: string[]][] = [
  ['lint, format', biome],
  ...packages.map(typesOf),
  ['types of everything', [tool('typescript', 'tsc'), '-p', '.']],
  ['arrows', ['tests/house/arrows.ts']],
  ['generated docs', existsSync(docs) ? [docs, fix ? '--write' : '--check'] : []],
]

const failed: string[] = []
for (const [what, program] of steps) {
  if (program.length === 0) continue
  const started = performance.now()
  const code = await runChild(process.execPath, program, { cwd: root })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${what} (${seconds} s)`)
  if (code !== 0) failed.push(what)
}
if (failed.length > 0) console.log(`\nFailed: ${failed.join('; ')}.`)
process.exitCode = failed.length === 0 ? 0 : 1

function typesOf(name: string): [what: string, program: string[]] {
  return [`types of packages/${name}`, [tool('typescript', 'tsc'), '-p', `packages/${name}`]]
}
