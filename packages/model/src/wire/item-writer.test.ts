import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog } from '../catalog/catalog.ts'
import { type AnyEntry, defineIndicator } from '../catalog/define.ts'
import type { Values } from '../catalog/validate.ts'
import { encodeItem } from './entity.ts'
import type { Include, ItemView, Shape } from './item-view.ts'
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

const includes: readonly (readonly Include[])[] = [
  [],
  ['additional'],
  ['attributes', 'tags', 'labels'],
  ['additional', 'attributes', 'labels'],
]
const shapes: readonly Shape[] = (['single', 'typed', 'mixed'] as const).flatMap((as) =>
  includes.map((each) => ({ ...shape, as, includes: new Set(each), site: 'https://a "b" \\' })),
)

/** Types that an embedder may bring along: with a name to be escaped, and with fields named as what all items have. */
const entriesOfOthers: readonly AnyEntry[] = [
  defineIndicator({
    type: 'A "quoted" type',
    plural: 'quoted',
    branch: 'quoted',
    entity: 'quo"ted',
    shorthand: 'quoted',
    sentence: 'A type.',
    custom: true,
    identifiedBy: 'all',
    parsable: false,
    fields: { own: { format: 'text', title: 'Own', sentence: 'A value.', value: true } },
  }),
  defineIndicator({
    type: 'Own',
    plural: 'owns',
    branch: 'owns',
    entity: 'own',
    shorthand: 'own',
    sentence: 'A type.',
    custom: true,
    identifiedBy: 'all',
    parsable: false,
    fields: {
      type: { format: 'text', title: 'Type', sentence: 'A value.', value: true },
      webLink: { format: 'text', title: 'Link', sentence: 'Another one.' },
    },
  }),
]

const valuesFor = ({ fields }: AnyEntry, text: string): Values =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { format }], index) => [
      name,
      format === 'users' ? [text] : [text, 0.5, true][index % 3],
    ]),
  ) as Values

describe('an item written as text is what it is as an object', () => {
  for (const text of texts) {
    it(JSON.stringify(text), () => {
      const view = viewWith(text)
      assert.equal(itemWriter(shape)(view), JSON.stringify(encodeItem(view, shape)))
    })
  }

  it('of every type, in every shape', () => {
    for (const entry of [...catalog.entries, ...entriesOfOthers]) {
      for (const shape of shapes) {
        for (const text of texts.slice(0, 5)) {
          const values = valuesFor(entry, text)
          const { displayed: _, ...rest } = viewWith(text)
          for (const view of [
            { ...viewWith(text), entry, values },
            { ...rest, entry, values, kept: { rating: 0, confidence: 100 } },
            { ...rest, entry, values: {}, attributes: [], tags: [], labels: [] },
          ]) {
            assert.equal(itemWriter(shape)(view), JSON.stringify(encodeItem(view, shape)), entry.type)
          }
        }
      }
    }
  })

  it('of several types by turns, with what is new each time', () => {
    const write = itemWriter(shape)
    for (const text of [...texts, ...texts]) {
      for (const entry of catalog.of('indicator')) {
        const view = { ...viewWith(text), entry }
        assert.equal(write(view), JSON.stringify(encodeItem(view, shape)), entry.type)
      }
    }
  })

  it('its link is encoded as forms are', () => {
    for (const text of texts) {
      const { webLink } = encodeItem(viewWith(text), shape)
      const expected = new URLSearchParams([['owner', text]]).toString()
      assert.ok(String(webLink).endsWith(`&${expected}`), String(webLink))
    }
  })
})
