import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Database } from './database.ts'
import { insertItem } from './items.ts'
import { openDatabase } from './open.ts'
import { insertOwner } from './owners.ts'
import { tagsByItem } from './tags.ts'
import { newPostgresDatabase, type TestDatabase, withoutPostgres } from './testing/databases.ts'

interface Kind {
  readonly name: string
  readonly skip?: string | undefined
  make(folder: string): Promise<TestDatabase>
}

const inFile = async (folder: string): Promise<TestDatabase> => ({
  options: { database: join(folder, 'tags.db') },
  drop: async () => {},
})

const kinds: readonly Kind[] = [
  { name: 'in a file', make: inFile },
  { name: 'in PostgreSQL', skip: withoutPostgres, make: newPostgresDatabase },
]

/** In the order of their bytes in UTF-8, which is not that of UTF-16. */
const names = ['', 'A', 'B', 'a', 'a b', 'ab', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '😀a', '😁']

for (const { name, skip, make } of kinds) {
  describe(`the tags of items ${name}`, { skip: skip ?? false }, () => {
    let folder: string
    let made: TestDatabase
    let database: Database
    let ownerId: number
    const itemIds: number[] = []

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tcex-tags-'))
      made = await make(folder)
      database = await openDatabase(made.options.database)
      await database.migrate()
      await database.write(async (connection) => {
        ownerId = (await insertOwner(connection, { name: 'Mine', type: 'Organization', dateAdded: 0 })).id
        const item = { ownerId, kind: 'group', type: 'Threat', createdBy: null, fields: {} } as const
        for (let number = 0; number < 3; number += 1) {
          const times = { dateAdded: 0, lastModified: 0 }
          itemIds.push((await insertItem(connection, { ...item, ...times, name: `threat ${number}` })).id)
        }
        // Put in the other way round, so that no id is in the order of the names.
        for (const [index, tag] of [...names].reverse().entries()) {
          await connection.run(
            'insert into tag (id, owner_id, name, date_added) values (?, ?, ?, 0)',
            index + 1,
            ownerId,
            tag,
          )
          for (const itemId of index < 4 ? itemIds : itemIds.slice(1)) {
            await connection.run(
              'insert into item_tag (item_id, tag_id, owner_id) values (?, ?, ?)',
              itemId,
              index + 1,
              ownerId,
            )
          }
        }
      })
    })
    after(async () => {
      await database.close()
      await made.drop()
      rmSync(folder, { recursive: true, force: true })
    })

    const tagsOf = () => database.read((connection) => tagsByItem(connection, ownerId, itemIds, (row) => row))

    it('are in the order of the databases, for every item the same, and one object where they are one', async () => {
      for (const round of ['read', 'remembered']) {
        const [few, one, other] = await tagsOf().then((tags) => itemIds.map((id) => tags.get(id) ?? []))
        assert.deepEqual(
          few?.map((tag) => tag.name),
          names.slice(-4),
        )
        assert.deepEqual(
          one?.map((tag) => tag.name),
          names,
          round,
        )
        assert.ok(one?.every((tag, index) => tag === other?.[index]))
      }
    })

    it('are as somebody else has changed them since', async () => {
      await tagsOf()
      const elsewhere = await openDatabase(made.options.database)
      const change = (sql: string) => elsewhere.write((connection) => connection.run(sql))
      try {
        await change("update tag set name = 'C', description = 'new' where name = 'A'")
        const changed = (await tagsOf()).get(itemIds[1] as number)
        assert.deepEqual(
          changed?.slice(1, 3).map((tag) => [tag.name, tag.description]),
          [
            ['B', null],
            ['C', 'new'],
          ],
        )
        await change("delete from item_tag where tag_id in (select id from tag where name = 'C')")
        assert.equal((await tagsOf()).get(itemIds[1] as number)?.length, names.length - 1)
      } finally {
        await elsewhere.close()
      }
    })
  })
}
