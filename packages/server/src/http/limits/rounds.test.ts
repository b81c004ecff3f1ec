import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Rounds } from './rounds.ts'

let now = 0
const newRounds = () => new Rounds(() => now)

/** Lets so many calls in at once, each of which takes some milliseconds, and tells in which groups they began. */
async function groupsOf(rounds: Rounds, calls: number, long: number): Promise<readonly number[]> {
  const sizes = new Map<unknown, number>()
  const one = async () => {
    const { reads } = await rounds.take()
    sizes.set(reads, (sizes.get(reads) ?? 0) + 1)
    now += long
    await rounds.sent()
  }
  await Promise.all(Array.from({ length: calls }, one))
  return [...sizes.values()]
}

describe('rounds', () => {
  it('begin more calls together the shorter those before them were', async () => {
    const rounds = newRounds()
    assert.deepEqual(await groupsOf(rounds, 1, 0), [1])
    assert.deepEqual(await groupsOf(rounds, 60, 0.01), [2, 4, 8, 16, 16, 14])
    assert.deepEqual(await groupsOf(rounds, 35, 3), [16, 8, 4, 2, 1, 1, 1, 1, 1])
    assert.deepEqual(await groupsOf(rounds, 4, 1.5), [1, 1, 1, 1])
    assert.deepEqual(await groupsOf(rounds, 4, 0.6), [1, 2, 1])
  })

  it('look at the network between each other', async () => {
    const rounds = newRounds()
    const order: string[] = []
    const calls = Array.from({ length: 8 }, async (_, number) => {
      await rounds.take()
      now += 3
      order.push(`call ${number}`)
    })
    const others = (async () => {
      for (let number = 0; number < 3; number += 1) {
        await setImmediate()
        order.push('another')
      }
    })()
    await Promise.all([...calls, others])
    assert.ok(order.indexOf('another') < 3, `${order}`)
    assert.ok(order.lastIndexOf('another') < 6, `${order}`)
  })

  it('send what is ready together, at the end of the round that it became ready in', async () => {
    const rounds = newRounds()
    await groupsOf(rounds, 60, 0)
    const order: string[] = []
    const one = async (name: string, isLate: boolean) => {
      await rounds.take()
      order.push(`${name} begins`)
      if (isLate) await setImmediate()
      await rounds.sent()
      order.push(`${name} is sent`)
    }
    await Promise.all([one('a', false), one('b', true), one('c', false)])
    assert.deepEqual(order, ['a begins', 'b begins', 'c begins', 'a is sent', 'c is sent', 'b is sent'])
  })

  it('tell for how long a call has waited', async () => {
    const rounds = newRounds()
    const first = rounds.take()
    now += 5
    assert.equal((await first).waited, 5)
  })
})
