import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ahead } from './ahead.ts'

/** Gives three things, tells when each is begun with, and fails after that where it is told to. */
async function* three(begun: number[], failure?: Error): AsyncGenerator<number> {
  try {
    for (const each of [1, 2, 3]) {
      begun.push(each)
      yield each
    }
    if (failure) throw failure
  } finally {
    begun.push(0)
  }
}

describe('what is taken one after the other', () => {
  it('is begun with when it is taken, or before where that is asked for, and each comes once', async () => {
    const begun: number[] = []
    const ahead = new Ahead(three(begun))
    assert.equal((await ahead.take()).value, 1)
    assert.deepEqual(begun, [1])
    ahead.begin()
    ahead.begin()
    assert.deepEqual(begun, [1, 2])
    assert.deepEqual([(await ahead.take()).value, (await ahead.take()).value], [2, 3])
    ahead.begin()
    assert.equal((await ahead.take()).done, true)
  })

  it('fails when it is taken', async () => {
    const ahead = new Ahead(three([], new Error('cannot be read on')))
    for (let count = 0; count < 3; count += 1) await ahead.take()
    ahead.begin()
    await assert.rejects(ahead.take(), /cannot be read on/)
  })

  it('is given up with what was begun', async () => {
    const begun: number[] = []
    const ahead = new Ahead(three(begun))
    await ahead.take()
    ahead.begin()
    await ahead.close()
    assert.deepEqual(begun, [1, 2, 0])
  })
})
