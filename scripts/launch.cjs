// Sets the repository up if it has to be, then runs one task on the Node that came with the packages.
'use strict'

const { join } = require('node:path')
const { runChild } = require('./child.cjs')
const { node24 } = require('./node24.cjs')
const { setUp } = require('./set-up.cjs')

const root = join(__dirname, '..')

/** What each npm script runs, as arguments to Node. More arguments may follow, after `--`. */
const tasks = {
  demo: ['examples/demo.ts'],
  start: ['packages/cli/bin/tcex.js', 'serve', '--database', 'tcex.db'],
  test: ['scripts/test.ts'],
  check: ['scripts/check.ts'],
  fix: ['scripts/check.ts', '--fix'],
  bench: ['bench/main.ts'],
  build: ['scripts/build.ts'],
  audit: ['scripts/audit.ts'],
  overload: ['-C', 'tcex-source', 'tests/limits/overload.ts'],
  crash: ['-C', 'tcex-source', 'tests/crash/crash.ts'],
  fuzz: ['-C', 'tcex-source', 'tests/fuzz/fuzz.ts'],
}

/**
 * @param {string | undefined} name
 * @param {string[]} more
 */
async function launch(name, more) {
  const task = Object.entries(tasks).find(([known]) => known === name)?.[1]
  if (!task) return stop(`There is no task "${name}". There are: ${Object.keys(tasks).join(', ')}.`)
  endWithShell()
  try {
    await setUp(root)
    const node = node24(root)
    process.exitCode = await runChild(node.path, [...task, ...more], { cwd: root, env: node.environment })
  } catch (error) {
    stop(error instanceof Error ? error.message : String(error))
  }
}

/**
 * npm passes a signal to the shell that it starts us in, and the shell ends of it without passing it on. Not to go
 * on alone, we take the end of the shell for the signal.
 */
function endWithShell() {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 100)
  watch.unref()
}

/** @param {string} sentence */
function stop(sentence) {
  console.error(sentence)
  process.exitCode = 1
}

module.exports = { launch }
