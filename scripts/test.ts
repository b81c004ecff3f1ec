// Runs the tests: all of them, or those whose path contains one of the words given. Flags go on to Node's test runner.
// Those that work on a platform run once more on PostgreSQL: on a server of the run's own where its programs are found,
// or on the one that TCEX_TEST_POSTGRES names, as postgres://user:password@host:port/any.

import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { postgresPrograms, startPostgres } from '../packages/server/src/store/testing/postgres-server.ts'
import { runChild } from './child.cjs'
import { root } from './tool.ts'

const places = [
  'packages/*/src/**/*.test.ts',
  'tests/**/*.test.ts',
  'examples/**/*.test.ts',
  'bench/*.test.ts',
]

/** How long a run may take, in minutes. Node's limit is one for each test, and a file may live on after its last one. */
const longest = 20

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const words = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const files = globSync(places, { cwd: root, exclude: ['**/node_modules', '**/build'] })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort()

/** Whoever ends the first run means the other one as well. */
let isInterrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    isInterrupted = true
  })
}

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

async function test(): Promise<number> {
  const postgres = await postgresServer()
  try {
    const url = postgres ? { TCEX_TEST_POSTGRES: postgres.url } : {}
    const onSqlite = await run(files, url)
    if (isInterrupted) return onSqlite || 1
    const onPostgres = postgres ? await runAgain({ ...url, TCEX_TEST_DIALECT: 'postgres' }) : skipped()
    return onSqlite || onPostgres
  } finally {
    await postgres?.remove()
  }
}

async function run(some: readonly string[], more: Readonly<Record<string, string>>): Promise<number> {
  const jobs = `--test-concurrency=${Math.max(2, availableParallelism())}`
  const options = ['--test', '--test-reporter=spec', '--test-timeout=600000', jobs, ...flags]
  const env = { ...withoutOurs(process.env), ...more }
  const started = Date.now()
  const timeout = longest * 60_000
  // Interrupted, Node's runner names the files that it still waits for.
  const code = await runChild(process.execPath, [...options, ...some], {
    cwd: root,
    env,
    timeout,
    killSignal: 'SIGINT',
  })
  if (Date.now() - started < timeout) return code
  console.error(
    `The tests were ended after ${longest} minutes: what ran by then, above, does not come to its end.`,
  )
  return code || 1
}

interface Server {
  readonly url: string
  remove(): Promise<void>
}

async function postgresServer(): Promise<Server | undefined> {
  const given = process.env.TCEX_TEST_POSTGRES
  if (given) return { url: given, remove: async () => {} }
  if (!postgresPrograms()) return undefined
  const server = await startPostgres()
  return { url: server.url('postgres'), remove: () => server.remove() }
}

/** Those that ask a helper for a platform on any database; the others choose theirs by themselves. */
function runAgain(more: Readonly<Record<string, string>>): Promise<number> | number {
  const helpers = /\b(?:startPlatform|startServer|batchPlatform|transports|startInProcess|startOverHttp)\b/
  const onServer = files.filter((file) => /^(?:packages\/server|tests|examples)\//.test(file))
  const again = onServer.filter((file) => helpers.test(readFileSync(join(root, file), 'utf8')))
  if (again.length === 0) return 0
  console.log(`\nThe same on PostgreSQL: ${again.length} files\n`)
  return run(again, more)
}

/** A machine without PostgreSQL tests what it can; where all has to be tested, that is a failure. */
function skipped(): number {
  console.log(
    '\nSkipped: everything on PostgreSQL, since it is not installed here and TCEX_TEST_POSTGRES is not set.',
  )
  return process.env.TCEX_TEST_ALL ? 1 : 0
}

/** A platform, a token or an owner that the caller works with must not reach a test; TCEX_TEST_… is meant for them. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(?!TCEX_TEST_)(TCEX_|TC_|API_ACCESS_ID$|API_SECRET_KEY$)/
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)))
}
