// A short run of `npm run fuzz`, always the same.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fuzzBatches, fuzzRequests } from './run.ts'

describe('odd requests to every route', () => {
  it('are answered, never with an internal error and never with a word of what is inside', async () => {
    const statuses = await fuzzRequests({ seed: 20_260_101, runs: 1500 })
    const answered = [...statuses.values()].reduce((sum, count) => sum + count, 0)
    assert.ok((statuses.get(200) ?? 0) > answered / 50, 'some of them lead somewhere')
    assert.ok((statuses.get(400) ?? 0) > answered / 50, 'some of them are wrong')
  })

  it('and odd files of batch jobs come to their end, without a failure of ours', () =>
    fuzzBatches({ seed: 20_260_101, runs: 150 }))
})
