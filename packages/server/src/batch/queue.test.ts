import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import type { Platform } from '../service/scope.ts'
import { newWorker } from '../service/workers.ts'
import { BatchQueue } from './queue.ts'
import type { Runner } from './runner.ts'

const nobody: Runner = {
  expect: () => {},
  run: async () => {},
  rest: async () => {},
  close: async () => {},
}

describe('the queue of batch jobs', () => {
  it('leaves a database that fails alone between two tries, however often and by whomever it is woken', async () => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
    const warnings = mock.method(process, 'emitWarning', () => {})
    let tries = 0
    const fail = () => {
      tries += 1
      return Promise.reject(new Error('the disk is full'))
    }
    const database = { read: fail, write: fail }
    const platform = { database, worker: newWorker(), now: () => new Date() } as unknown as Platform
    const queue = new BatchQueue(platform, 1024, nobody)
    try {
      queue.start()
      for (let second = 0; second < 60; second += 1) {
        queue.wake()
        mock.timers.tick(1000)
        for (let turn = 0; turn < 20; turn += 1) await undefined
      }
      assert.ok(tries >= 25 && tries <= 31, `${tries} tries in a minute`)
      assert.equal(warnings.mock.callCount(), tries)
    } finally {
      await queue.stop()
      mock.timers.reset()
      warnings.mock.restore()
    }
  })
})
