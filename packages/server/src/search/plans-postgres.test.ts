// The same in PostgreSQL. Where little is stored it rightly reads tables whole, whatever indexes there are; told not to, it
// does so only where no index serves. So what is read whole all the same lacks an index.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Connection, Database, Parameter } from '../store/database.ts'
import { countItems, pageIds, pageItems } from '../store/items.ts'
import { openPostgres } from '../store/postgres/postgres.ts'
import { newPostgresDatabase, type TestDatabase, withoutPostgres } from '../store/testing/databases.ts'
import { filters, kinds, listingOf, ofKind, others, page, planOf, within } from './testing/asked.ts'

describe('in PostgreSQL, no index is missing', { skip: withoutPostgres ?? false }, () => {
  let made: TestDatabase
  let database: Database
  before(async () => {
    made = await newPostgresDatabase()
    database = await openPostgres(made.options.database)
    await database.migrate()
  })
  after(async () => {
    await database.close()
    await made.drop()
  })

  const explain = async (connection: Connection, sql: string, parameters: readonly Parameter[]) => {
    await connection.run('set local enable_seqscan = off')
    const plan = await connection.all<{ 'QUERY PLAN': string }>(`explain ${sql}`, ...parameters)
    return plan.map((step) => step['QUERY PLAN'])
  }

  async function refuseScans(work: (connection: Connection) => Promise<unknown>): Promise<void> {
    const steps = await planOf(database, explain, work)
    assert.ok(steps.length > 0, 'nothing was asked for')
    assert.deepEqual(
      steps.filter((step) => step.includes('Seq Scan')),
      [],
      steps.join('\n'),
    )
  }

  it('is one, which is told', async () => {
    const byNothing = (connection: Connection) => connection.all('select id from item where created_by = 7')
    await assert.rejects(refuseScans(byNothing), /Seq Scan on item/)
  })

  for (const filter of filters) {
    const { kind, entry, field, operator, value } = filter
    it(`for ${entry?.type ?? `any ${kind}`}: ${field} ${operator} ${value}`, async () => {
      const listing = listingOf(filter)
      await refuseScans(async (connection) => {
        await pageIds(connection, listing, page)
        await countItems(connection, listing)
      })
    })
  }

  for (const kind of kinds) {
    it(`for ${kind}s, from the start and behind another, and modified since`, async () => {
      await refuseScans(async (connection) => {
        await pageItems(connection, ofKind(kind), page)
        await pageItems(connection, ofKind(kind), { ...page, after: 7 })
        await pageIds(connection, ofKind(kind, { modifiedSince: 5 }), page)
      })
    })

    for (const each of within) {
      it(`for ${kind}s within: ${each.of}`, () =>
        refuseScans((connection) => pageIds(connection, ofKind(kind, { within: each }), page)))
    }
  }

  for (const [name, work] of Object.entries(others)) it(`for ${name}`, () => refuseScans(work))
})
