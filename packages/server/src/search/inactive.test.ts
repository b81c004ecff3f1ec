import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { catalog } from '@tcex/model'
import type { Connection, Database, Parameter } from '../store/database.ts'
import { openDatabase } from '../store/open.ts'
import { insertOwner } from '../store/owners.ts'
import { ListMarks } from './marks.ts'
import { readParts } from './parts.ts'
import { findListing, readPage } from './search.ts'

const page = { start: 0, limit: 200 }

/** The indicators of each owner, of which those are active whose number is a multiple. */
const owners = { 'nothing inactive': 1, 'some inactive': 2, 'much inactive': 4000 } as const
const count = 12_000

describe('a list that leaves out what is inactive', () => {
  let folder: string
  let database: Database
  const ids = new Map<string, number>()

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tcex-inactive-'))
    database = await openDatabase(join(folder, 'inactive.db'))
    await database.migrate()
    await database.write(async (connection) => {
      for (const [name, active] of Object.entries(owners)) {
        const { id } = await insertOwner(connection, { name, type: 'Organization', dateAdded: 0 })
        ids.set(name, id)
        const made = name === 'some inactive' ? count / 6 : count
        await connection.run(
          `with recursive numbers (number) as (select 0 union all select number + 1 from numbers where number < ? - 1)
           insert into item (owner_id, kind, type, name, date_added, last_modified, fields)
           select ?, 'indicator', 'Host', 'h' || number || '.example', 0, 0,
             case when number % ? = 0 then '{}' else '{"active":false}' end from numbers`,
          made,
          id,
          active,
        )
      }
    })
  })
  after(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  /** How what a page of it needs is asked of the database, and what it holds. */
  const read = (name: string) =>
    database.read(async (connection) => {
      const search = {
        ownerId: ids.get(name) ?? 0,
        kind: 'indicator',
        entries: catalog.of('indicator'),
        now: '2026-01-01T00:00:00Z',
      } as const
      const listing = await findListing(connection, search)
      const asked: string[] = []
      const ask =
        (how: 'lists' | 'search') =>
        (sql: string, ...parameters: readonly Parameter[]) => {
          asked.push(how)
          return connection[how](sql, ...parameters) as Promise<never>
        }
      const watched: Connection = Object.create(connection, {
        dialect: { value: connection.dialect },
        lists: { value: ask('lists') },
        search: { value: ask('search') },
      })
      await readParts(watched, listing, page, new ListMarks())
      const [ofParts] = asked.splice(0)
      const { value = [] } = await readPage(watched, listing, page, new ListMarks()).next()
      const names = (value as readonly { readonly name: string }[]).map((row) => row.name)
      return { ofParts, ofPage: asked[0], names }
    })

  it('holds what is active', async () => {
    assert.deepEqual((await read('much inactive')).names, ['h0.example', 'h4000.example', 'h8000.example'])
    assert.equal((await read('some inactive')).names.length, page.limit)
    assert.equal((await read('some inactive')).names[1], 'h2.example')
    assert.equal((await read('nothing inactive')).names[1], 'h1.example')
  })

  it('is searched for by other threads where much is, since the next may lie behind all of it', async () => {
    const how = async (name: keyof typeof owners) => {
      const { ofParts, ofPage } = await read(name)
      return [ofParts, ofPage]
    }
    assert.deepEqual(await how('nothing inactive'), ['lists', 'lists'])
    assert.deepEqual(await how('some inactive'), ['lists', 'lists'])
    assert.deepEqual(await how('much inactive'), ['search', 'search'])
  })
})
