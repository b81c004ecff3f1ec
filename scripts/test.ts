// Runs the tests: all of them, or those whose path contains one of the words given. Flags go on to Node's test runner.

import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { runChild } from './child.cjs'
import { root } from './tool.ts'

const places = [
  'packages/*/src/**/*.test.ts',
  'tests/**/*.test.ts',
  'examples/**/*.test.ts',
  'bench/*.test.ts',
]

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const words = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const files = globSync(places, { cwd: root, exclude: ['**/node_modules', '**/build'] })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort()

process.exitCode = files.length === 0 ? none() : (await build()) || (await test())

function none(): number {
  console.error(`No test file has ${words.join(' or ')} in its path.`)
  return 1
}

/** Tests outside the packages use what is published, so it has to be there. */
async function build(): Promise<number> {
  if (files.every((file) => /^(packages|bench)\//.test(file))) return 0
  return runChild(process.execPath, [join(root, 'scripts/build.ts')])
}

function test(): Promise<number> {
  const jobs = `--test-concurrency=${Math.max(2, availableParallelism())}`
  const options = ['--test', '--test-reporter=spec', '--test-timeout=600000', jobs, ...flags]
  return runChild(process.execPath, [...options, ...files], { cwd: root, env: withoutOurs(process.env) })
}

/** A platform, a token or an owner that the caller works with must not reach a test; TCEX_TEST_… is meant for them. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(?!TCEX_TEST_)(TCEX_|TC_|API_ACCESS_ID$|API_SECRET_KEY$)/
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)))
}
