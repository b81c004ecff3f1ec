// Runs a program in the foreground: its signals, its output and its exit code are ours.
'use strict'

const { spawn } = require('node:child_process')
const { constants } = require('node:os')

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Resolves to the exit code, 128 and the signal's number if a signal ended it.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
function runChild(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options })
    // A console on Windows tells every program in it of Ctrl-C by itself, and kill() there would end it unasked.
    const pass = (/** @type {NodeJS.Signals} */ signal) => process.platform !== 'win32' && child.kill(signal)
    for (const signal of signals) process.on(signal, pass)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(signal ? 128 + constants.signals[signal] : (code ?? 1))
    })
  })
}

module.exports = { runChild }
