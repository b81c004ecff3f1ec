import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createServer } from '@tcex/server'
import { TcEx } from 'tcex'
import { withoutPostgres } from '../packages/server/src/store/testing/databases.ts'
import { indicatorAt, indicators, valueAt } from './data.ts'
import { whenLanded } from './ingest.ts'
import { refuseDifference, tables } from './ingest-against.ts'
import { readOptions } from './options.ts'
import { type DatabaseServer, findServer } from './postgres.ts'
import { startProgram } from './program.ts'
import { isMet, type Result } from './row.ts'
import { movedSince } from './saved.ts'
import { alternate, quantile } from './sides.ts'

describe('the data of a bench', () => {
  it('is the same in every run, and no value comes twice', () => {
    const values = Array.from({ length: 20_000 }, (_, number) => valueAt(number).value)
    assert.equal(new Set(values).size, values.length)
    assert.deepEqual([...indicators(7, 2)], [indicatorAt(7), indicatorAt(8)])
    assert.equal(valueAt(2).value, 'h05f75c95.example')
  })

  it('has two different tags and an attribute each', () => {
    for (const { tag, attribute } of indicators(0, 1000)) {
      assert.equal(new Set(tag).size, 2)
      assert.equal(attribute.length, 1)
    }
  })
})

describe('what is measured', () => {
  it('is measured in turn, after a round that does not count, and told as medians', async () => {
    const order: string[] = []
    const figures = { ours: [9, 1, 3, 2], limit: [9, 4, 4, 6] }
    const take = (side: keyof typeof figures) => async () => {
      order.push(side)
      return figures[side].shift() as number
    }
    const sides = await alternate(3, { ours: take('ours'), limit: take('limit') })
    assert.deepEqual(sides, { ours: 2, limit: 4, ratio: 0.5 })
    assert.deepEqual(order, ['limit', 'ours', 'ours', 'limit', 'limit', 'ours', 'ours', 'limit'])
  })

  it('has quantiles between two figures', () => {
    assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5)
    assert.equal(quantile([1, 2, 3], 0.99), 2.98)
  })

  it('tells when a part had landed', () => {
    const progress = [
      { landed: 0, ms: 50 },
      { landed: 100, ms: 150 },
      { landed: 200, ms: 450 },
    ]
    assert.equal(whenLanded(progress, 100), 150)
    assert.equal(whenLanded(progress, 150), 300)
  })
})

describe('the limit of ingest into PostgreSQL', { skip: withoutPostgres ?? false }, () => {
  let server: DatabaseServer
  before(async () => {
    server = (await findServer()) as DatabaseServer
  })
  after(() => server.close())

  it('writes the very rows that ours wrote, and a difference is told', async () => {
    const [ours, limit] = [await server.newDatabase(), await server.newDatabase()]
    for (const [database, count] of [[ours, 20] as const, [limit, 0] as const]) {
      const platform = await createServer({ database, encryptionKey: 'of a test' })
      const tcex = new TcEx({ fetch: platform.fetch, ...platform.credentials })
      await tcex.batch().run(indicators(0, count) as Iterable<never>)
      await platform.close()
    }
    await startProgram('copy-merge', { from: ours, to: limit }).next()
    for (const table of tables) {
      const rows = await server.rowsOf(limit, table)
      assert.ok(rows.count > 0, table)
      refuseDifference(table, await server.rowsOf(ours, table), rows)
    }
    assert.throws(
      () => refuseDifference('tag', { count: 2, sum: '7' }, { count: 2, sum: '8' }),
      /the table tag has .*"7".* by us and .*"8".* by the limit/,
    )
  })
})

describe('the table', () => {
  const result: Result = {
    what: 'look-up',
    against: 'limit',
    unit: 'answers/s',
    ours: 50,
    limit: 100,
    ratio: 0.5,
    goal: { atLeast: 0.6 },
  }

  it('says whether a goal is met, whichever way it points', () => {
    assert.equal(isMet(result), false)
    assert.equal(isMet({ ...result, goal: { atMost: 4 } }), true)
  })

  it('says what moved', () => {
    const machine = { cpu: '', cores: 2, memoryGiB: 8, system: '', node: '', sqlite: '' }
    const before = { date: '', machine, size: 1, rounds: 1, results: [{ ...result, ratio: 0.4 }] }
    assert.equal(movedSince(before)(result), '0.4 → 0.5 (+25 %)')
    assert.equal(movedSince({ ...before, results: [] })(result), 'new')
  })
})

describe('the command', () => {
  it('takes sizes as people write them', () => {
    assert.equal(readOptions(['--size', '5M']).size, 5_000_000)
    assert.equal(readOptions([]).size, 100_000)
  })

  it('says what is wrong with a flag', () => {
    assert.throws(() => readOptions(['--size', 'big']), /--size must be a whole number, 10000 or more/)
  })
})
