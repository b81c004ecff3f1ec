import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { catalog, type Shape } from '@tcex/model'
import { partsOf } from '../search/parts.ts'
import type { Database } from '../store/database.ts'
import { deleteItem, insertItem, type Listing } from '../store/items.ts'
import { openDatabase } from '../store/open.ts'
import { insertOwner } from '../store/owners.ts'
import { AtATime } from './at-a-time.ts'
import { type Excerpt, type ExcerptWriters, pagesAtOnce, writeAll, writeExcerpt } from './excerpts.ts'

describe('the excerpts of a page', () => {
  let database: Database
  let page: Pick<Excerpt, 'owner' | 'listing' | 'shape'>
  const ids: number[] = []

  beforeEach(async () => {
    database = await openDatabase(':memory:')
    await database.migrate()
    const shape: Shape = {
      as: 'mixed',
      includes: new Set(),
      site: 'https://site',
      now: '2026-01-01T00:00:00Z',
    }
    ids.length = 0
    await database.write(async (connection) => {
      const owner = await insertOwner(connection, { name: 'Mine', type: 'Organization', dateAdded: 0 })
      const ownerId = owner.id
      const listing: Listing = { ownerId, kind: 'group', where: { kind: 'and', conditions: [] } }
      page = { owner: { id: ownerId, name: 'Mine', type: 'Organization' }, listing, shape }
      for (let number = 0; number < 9; number += 1) {
        const row = await insertItem(connection, {
          ownerId,
          kind: 'group',
          type: 'Threat',
          name: `threat ${number} ${'é'.repeat(number * 100)}`,
          dateAdded: number,
          lastModified: number,
          createdBy: null,
          fields: {},
        })
        ids.push(row.id)
      }
    })
  })
  afterEach(() => database.close())

  const writers = (room?: () => ArrayBuffer): ExcerptWriters => ({
    pages: new AtATime(pagesAtOnce),
    write: (excerpt) => database.read((connection) => writeExcerpt(connection, catalog, excerpt, room?.())),
    reuse: () => {},
    close: async () => {},
  })

  const namesOf = async (excerpts: readonly Excerpt[], room?: () => ArrayBuffer) => {
    const text = Buffer.concat(await writeAll(writers(room), excerpts)).toString()
    const items: readonly { readonly name: string }[] = JSON.parse(`[${text.slice(1)}]`)
    return items.map(({ name }) => name.split(' ')[1]).join('')
  }

  const excerptsOf = (page: Pick<Excerpt, 'owner' | 'listing' | 'shape'>, ids: readonly number[]) =>
    partsOf(page.listing, ids).parts.map((items) => ({ ...page, items }))

  const chosen = () => ({ ...page, listing: { ...page.listing, isChosen: true } })

  it('hold its items in their order, whether these are neighbours or were chosen', async () => {
    assert.equal(await namesOf(excerptsOf(page, ids)), '012345678')
    assert.equal(await namesOf(excerptsOf(page, ids.slice(2, 5))), '234')
    const odd = ids.filter((_, index) => index % 2 === 1)
    assert.equal(await namesOf(excerptsOf(chosen(), odd)), '1357')
  })

  it('leave out what was deleted after its id was found, and hold nothing else instead', async () => {
    const all = [excerptsOf(page, ids.slice(0, 6)), excerptsOf(chosen(), ids.slice(0, 6))]
    const { ownerId } = page.listing
    await database.write((connection) => deleteItem(connection, { id: ids[2] ?? 0, ownerId }))
    for (const excerpts of all) assert.equal(await namesOf(excerpts), '01345')
  })

  it('may be empty by then', async () => {
    const excerpts = excerptsOf(page, ids.slice(0, 2))
    const { ownerId } = page.listing
    for (const id of ids.slice(0, 2)) {
      await database.write((connection) => deleteItem(connection, { id, ownerId }))
    }
    const written = await writeAll(writers(), excerpts)
    assert.deepEqual(
      written.map(({ length }) => length),
      [0],
    )
  })

  it('are the same in any room, and nothing of what was in it is left', async () => {
    for (const size of [0, 1, 500, 5000, 1_000_000]) {
      const room = () => new Uint8Array(size).fill(35).buffer
      assert.equal(await namesOf(excerptsOf(page, ids), room), '012345678')
    }
  })

  it('are two where a page has the threads to itself, and one where others are written', async () => {
    const begun: Excerpt['items'][] = []
    const ends: (() => void)[] = []
    const slow: ExcerptWriters = {
      ...writers(),
      write: async ({ items }) => {
        begun.push(items)
        await new Promise<void>((resolve) => ends.push(resolve))
        return new Uint8Array()
      },
    }
    const items = { after: 4, through: 504, limit: 300 }
    const pages = [writeAll(slow, [{ ...page, items }]), writeAll(slow, [{ ...page, items }])]
    await setImmediate()
    assert.deepEqual(begun, [
      { after: 4, through: 254, limit: 300 },
      { after: 254, through: 504, limit: 300 },
      items,
    ])
    for (const end of ends) end()
    await Promise.all(pages)
  })

  it('are those of four pages at a time, however many are asked for', async () => {
    const begun: number[] = []
    const ends: (() => void)[] = []
    const slow: ExcerptWriters = {
      pages: new AtATime(pagesAtOnce),
      write: async ({ items }) => {
        begun.push('ids' in items ? 0 : items.limit)
        await new Promise<void>((resolve) => ends.push(resolve))
        return new Uint8Array()
      },
      reuse: () => {},
      close: async () => {},
    }
    const pages = [1, 1, 1, 1, 1, 1].map((count) => writeAll(slow, excerptsOf(page, ids.slice(0, count))))
    await setImmediate()
    assert.equal(begun.length, 4)
    ends.shift()?.()
    await setImmediate()
    assert.equal(begun.length, 5)
    while (ends.length > 0) {
      ends.shift()?.()
      await setImmediate()
    }
    assert.equal((await Promise.all(pages)).length, 6)
  })
})
