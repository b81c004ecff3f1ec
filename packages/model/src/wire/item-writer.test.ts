import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog } from '../catalog/catalog.ts'
import { encodeItem } from './entity.ts'
import type { ItemView, Shape } from './item-view.ts'
import { itemWriter } from './item-writer.ts'

const texts = [
  'plain, with [brackets] and {braces}',
  '',
  'a "quoted" word',
  'back\\slash',
  'a line\nand\ta tab\u0000',
  'Ünïcödé \u2028 💥',
  'half of a pair: \ud83d',
  "~!*()'-._ +%20&=?#/:@",
  '</script>',
]

const address = catalog.findBranch('indicator', 'addresses')
const shape: Shape = {
  as: 'mixed',
  includes: new Set(['attributes', 'tags', 'labels'] as const),
  site: 'https://example.com',
  now: '2026-01-01T00:00:00Z',
}

function viewWith(text: string): ItemView {
  assert.ok(address)
  const dates = { dateAdded: '2026-01-01T00:00:00Z', lastModified: '2026-01-02T00:00:00Z' }
  return {
    entry: address,
    id: 7,
    name: text,
    owner: { id: 1, name: text, type: 'Organization' },
    ...dates,
    values: { ip: text, rating: 0.5, confidence: 0 },
    attributes: [
      { id: 1, type: text, ...dates, displayed: true, value: text, source: text },
      { id: 2, type: 'Source', ...dates, displayed: false, value: text },
    ],
    tags: [{ name: text, description: text }, { name: 'other' }],
    labels: [{ name: text, description: text, dateAdded: dates.dateAdded }],
    displayed: { description: text },
  }
}

describe('an item written as text is what it is as an object', () => {
  for (const text of texts) {
    it(JSON.stringify(text), () => {
      const view = viewWith(text)
      assert.equal(itemWriter(shape)(view), JSON.stringify(encodeItem(view, shape)))
    })
  }

  it('its link is encoded as forms are', () => {
    for (const text of texts) {
      const { webLink } = encodeItem(viewWith(text), shape)
      const expected = new URLSearchParams([['owner', text]]).toString()
      assert.ok(String(webLink).endsWith(`&${expected}`), String(webLink))
    }
  })
})
