import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { Database } from '../store/database.ts'
import { deleteItem, insertItem, type Listing, listedItems, pageIds, pageItems } from '../store/items.ts'
import { openDatabase } from '../store/open.ts'
import { insertOwner } from '../store/owners.ts'
import { ListMarks } from './marks.ts'
import { halvesOf, type Part, readParts, sizeOf } from './parts.ts'

describe('the parts of a page', () => {
  let database: Database
  let listing: Listing
  /** More than a page may skip without being searched for elsewhere. */
  const count = 600

  before(async () => {
    database = await openDatabase(':memory:')
    await database.migrate()
    await database.write(async (connection) => {
      const { id: ownerId } = await insertOwner(connection, {
        name: 'Mine',
        type: 'Organization',
        dateAdded: 0,
      })
      listing = { ownerId, kind: 'group', where: { kind: 'and', conditions: [] } }
      const common = { ownerId, type: 'Threat', dateAdded: 0, lastModified: 0, createdBy: null, fields: {} }
      for (let number = 0; number < count * 2; number += 1) {
        const kind = number % 5 === 0 ? 'victim' : 'group'
        const { id } = await insertItem(connection, { ...common, kind, name: `item ${number}` })
        if (number % 7 === 0) await deleteItem(connection, { id, ownerId })
      }
    })
  })
  after(() => database.close())

  const pages = fc.record({
    start: fc.integer({ min: 0, max: count * 2 }),
    limit: fc.integer({ min: 1, max: count * 2 }),
    isChosen: fc.boolean(),
    marked: fc.array(fc.integer({ min: 1, max: count }), { maxLength: 2 }),
  })

  it('hold the items of the page, each once and in their order, wherever its reader was before', async () => {
    await fc.assert(
      fc.asyncProperty(pages, async ({ start, limit, isChosen, marked }) => {
        await database.read(async (connection) => {
          const list = { ...listing, isChosen }
          const all = await pageIds(connection, list, { start: 0, limit: count * 2 })
          const marks = new ListMarks()
          for (const position of marked) marks.set(position, all[position - 1] ?? 0)
          const page = await readParts(connection, list, { start, limit }, marks)
          const idsIn = async (part: Part) => {
            const rows =
              'ids' in part
                ? await listedItems(connection, list, part.ids)
                : await pageItems(connection, list, { ...part, start: 0 })
            return rows.map(({ id }) => id)
          }
          const ids: number[] = []
          for (const part of page.parts) {
            const own = await idsIn(part)
            assert.ok(own.length > 0)
            assert.equal(own.length, sizeOf(part))
            ids.push(...own)
            const [one, other] = halvesOf(part)
            assert.deepEqual([...(await idsIn(one)), ...(await idsIn(other))], own)
          }
          const expected = all.slice(start, start + limit)
          assert.deepEqual(ids, expected)
          assert.equal(page.found, expected.length)
          const least = expected.length === limit && limit > 500 ? 2 : Math.min(1, expected.length)
          assert.ok(page.parts.length >= least && page.parts.length <= least + 1, `${page.parts.length}`)
          const mark = expected.length > 0 && marks.before(start + expected.length)
          if (mark) assert.equal(mark.id, expected.at(-1))
        })
      }),
    )
  })
})
