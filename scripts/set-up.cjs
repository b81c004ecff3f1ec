// Installs the packages when what is installed is not what the lock file says. Two commands may start at once, and
// an install may be interrupted: the next command finds what is missing.
'use strict'

const { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, utimesSync } = require('node:fs')
const { basename, join } = require('node:path')
const { setTimeout: wait } = require('node:timers/promises')
const { runChild } = require('./child.cjs')

/** A lock that nobody has touched for so many milliseconds was left behind. */
const abandoned = 10_000

/** @param {string} root */
async function setUp(root) {
  if (isInstalled(root)) return
  const release = await lock(join(root, '.set-up.lock'))
  try {
    if (isInstalled(root)) return
    console.error('Setting up: installing packages, once …')
    await install(root)
  } finally {
    release()
  }
}

/**
 * Compares npm's record of what it installed with the lock file: every package there, at its version. An optional
 * package may be absent, since most of them are for other platforms.
 *
 * @param {string} root
 */
function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = packagesIn(record)
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(
    ([path, { version, optional }]) => {
      if (path === '') return true
      const found = installed[path]
      return found ? found.version === version && existsSync(join(root, path, 'package.json')) : optional
    },
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/**
 * Takes the lock, and answers with what gives it back.
 *
 * @param {string} file
 */
async function lock(file) {
  for (let told = false; !take(file); told = true) {
    if (!told) console.error('Waiting for another command to finish setting up …')
    await wait(200)
  }
  const touch = setInterval(() => utimesSync(file, new Date(), new Date()), 1000)
  return () => {
    clearInterval(touch)
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function take(file) {
  try {
    closeSync(openSync(file, 'wx'))
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - touched > abandoned) rmSync(file, { force: true })
    return false
  }
}

/**
 * Runs `npm ci`, in silence unless it fails.
 *
 * @param {string} root
 */
async function install(root) {
  rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true })
  const log = join(root, 'set-up.log')
  const output = openSync(log, 'w')
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const code = await npm(args, { cwd: root, stdio: ['ignore', output, output] })
  closeSync(output)
  if (code !== 0) {
    const [said] = readFileSync(log, 'utf8').split(/^npm error (?:Clean install|Usage)/m)
    throw new Error(`${said}\nSetting up did not finish: npm ci ended with code ${code}.`)
  }
  rmSync(log, { force: true })
}

/**
 * Runs the npm that started us, or the one on the PATH.
 *
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function npm(args, options) {
  const started = process.env.npm_execpath ?? ''
  if (basename(started) === 'npm-cli.js') return runChild(process.execPath, [started, ...args], options)
  return runChild('npm', args, { ...options, shell: process.platform === 'win32' })
}

module.exports = { setUp }
