import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { postgresDialect, sqliteDialect } from '../dialect.ts'
import type { Table } from '../schema/table.ts'
import { tables } from '../tables.ts'
import { statementsOf } from './migrate.ts'
import { type Migration, migrations } from './migration.ts'

it('migrations stand in the order of their versions', () => {
  const versions = migrations.map(({ version }) => version)
  assert.deepEqual(
    versions,
    [...new Set(versions)].sort((left, right) => left - right),
  )
})

describe('every table', () => {
  const all: readonly (readonly [string, Table])[] = Object.entries(tables)
  const owners = all.filter(([, { spread }]) => spread === 'owner')

  it('of an owner has it in every key that tells rows apart', () => {
    for (const [name, { columns, key, indexes = {} }] of owners) {
      assert.equal(columns.owner_id, 'integer', name)
      assert.ok(key.includes('owner_id'), name)
      for (const [index, { on, unique }] of Object.entries(indexes)) {
        if (unique) assert.ok(on.includes('owner_id'), index)
      }
    }
  })

  it('refers to tables that stand before it, and from everywhere only to what is everywhere', () => {
    const before = new Map<string, Table>()
    for (const [name, table] of all) {
      before.set(name, table)
      for (const to of [...Object.values(table.partOf ?? {}), ...Object.values(table.refersTo ?? {})]) {
        const other = before.get(to)
        assert.ok(other, `${name} refers to ${to}`)
        assert.ok(other.spread === 'everywhere' || table.spread === 'owner', `${name} refers to ${to}`)
      }
    }
  })

  it('has the columns of its keys and references', () => {
    for (const [name, { columns, key, partOf = {}, refersTo = {} }] of all) {
      for (const column of [...key, ...Object.keys(partOf), ...Object.keys(refersTo)]) {
        assert.ok(column in columns, `${name}.${column}`)
      }
    }
  })
})

describe('a migration', () => {
  const migration: Migration = {
    version: 99,
    name: 'example',
    additions: {
      tag: {
        columns: { color: { type: 'text', before: "it's" }, weight: { type: 'integer?' } },
        without: ['tag_name'],
        indexes: { tag_color: { on: ['owner_id', { text: 'color' }], unique: true } },
      },
    },
    sqlite: ['select 1'],
    postgres: ['select 2'],
  }

  it('adds columns and indexes as each database writes them, and says what only one of them can', () => {
    assert.deepEqual(statementsOf(migration, sqliteDialect), [
      "alter table tag add column color text not null default 'it''s'",
      'alter table tag add column weight integer',
      'drop index tag_name',
      'create unique index tag_color on tag (owner_id, color)',
      'select 1',
    ])
    assert.deepEqual(statementsOf(migration, postgresDialect()), [
      `alter table tag add column color text collate "C" not null default 'it''s'`,
      'alter table tag add column weight bigint',
      'drop index tag_name',
      'create unique index tag_color on tag (owner_id, (left(color, 400)), (md5(color)))',
      'select 2',
    ])
  })
})
