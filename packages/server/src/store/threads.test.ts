import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Worker } from 'node:worker_threads'
import { Threads } from './threads.ts'

/** Doubles numbers; ends at once for 0, and fails for what is below. */
const program = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', (asked) => {
    if (asked === 'close') return parentPort.close()
    if (asked === 0) process.exit()
    parentPort.postMessage(asked < 0 ? { error: { message: 'too small', errcode: 5 } } : { value: 2 * asked })
  })`

describe('threads that are asked', () => {
  const start = (most: number, restAfter?: number) => {
    const ends: Promise<unknown>[] = []
    const startOne = () => {
      const worker = new Worker(program, { eval: true })
      ends.push(new Promise((resolve) => worker.once('exit', resolve)))
      return worker
    }
    return {
      threads: new Threads<number, number>(startOne, most, restAfter),
      ends,
      started: () => ends.length,
    }
  }

  it('answer each question, and are no more than there may be', async () => {
    const { threads, started } = start(2)
    const answers = await Promise.all([1, 2, 3, 4, 5].map((each) => threads.ask(each)))
    assert.deepEqual(answers, [2, 4, 6, 8, 10])
    assert.equal(started(), 2)
    await threads.close()
  })

  it('are started when there is no idle one', async () => {
    const { threads, started } = start(2)
    for (const each of [1, 2, 3]) await threads.ask(each)
    assert.equal(started(), 1)
    await threads.close()
  })

  it('fail for one question with its error, and answer the next', async () => {
    const { threads } = start(1)
    const [failed, answer] = await Promise.allSettled([threads.ask(-1), threads.ask(4)])
    assert.equal(failed.status, 'rejected')
    assert.equal((failed as PromiseRejectedResult).reason.message, 'too small')
    assert.equal((failed as PromiseRejectedResult).reason.errcode, 5)
    assert.equal((answer as PromiseFulfilledResult<number>).value, 8)
    await threads.close()
  })

  it('are replaced where one ends, and what it was asked fails', async () => {
    const { threads, started } = start(1)
    await assert.rejects(Promise.all([threads.ask(0), threads.ask(1)]), /ended/)
    assert.equal(await threads.ask(3), 6)
    assert.equal(started(), 2)
    await threads.close()
  })

  it('end when they have had nothing to do for long enough, and come again when they are needed', async () => {
    const { threads, ends, started } = start(2, 5)
    assert.deepEqual(await Promise.all([threads.ask(1), threads.ask(2)]), [2, 4])
    // Threads that rest keep no program from ending.
    const staysAwake = setInterval(() => {}, 1000)
    await Promise.all(ends)
    clearInterval(staysAwake)
    assert.equal(await threads.ask(3), 6)
    assert.equal(started(), 3)
    await threads.close()
  })
})
