import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Pace, Progress } from './pace.ts'

const running = (successCount: number) => ({ status: 'Running', successCount })

describe('a job is asked for again', () => {
  it('a little before it should be done, by what was done since it was asked for', () => {
    const progress = new Progress(new Pace(), 10_000)
    progress.wait(running(1000), 0)
    for (let done = 2000; done <= 8000; done += 1000) progress.wait(running(done), done - 1000)
    const wait = progress.wait(running(9000), 8000)
    assert.ok(wait > 700 && wait < 1000, `${wait} ms for 1000 items of 1 ms`)
  })

  it('by what was learned from the jobs before, once it has its turn', () => {
    const pace = new Pace()
    for (let time = 0; time < 20; time += 1) pace.learn(100, 1000)
    assert.equal(Math.round(new Progress(pace, 5000).wait({ status: 'Queued' }, 0)), 400)
  })

  it('later each time where nothing is heard of progress', () => {
    const progress = new Progress(new Pace(), 1)
    const waits = [1, 2, 3, 4].map((now) => progress.wait({ status: 'Running' }, now))
    assert.deepEqual(waits, [40, 80, 160, 320])
  })

  it('does not take for its own the time in which it waited for others', () => {
    const pace = new Pace()
    const before = pace.timeFor(1)
    new Progress(pace, 10).wait(running(5), 60_000)
    assert.equal(pace.timeFor(1), before)
  })
})
