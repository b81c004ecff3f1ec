import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MissingIdError, type TcEx } from './index.ts'
import { answer, clientOf, collect, done, page, success } from './testing/recorder.ts'

const own = 'owner=O&createActivityLog=false'
const paging = 'owner=O&resultLimit=10000&resultStart=0&createActivityLog=false'
const label = (tcex: TcEx) => tcex.ti.securityLabel('TLP:GREEN', { owner: 'O' })
const tag = (tcex: TcEx) => tcex.ti.tag('a/b', { owner: 'O' })
const labels = '/v2/securityLabels/TLP%3AGREEN'

type Row = readonly [name: string, call: (tcex: TcEx) => Promise<unknown>, expected: string, body?: unknown]

const rows: readonly Row[] = [
  ['one label (defect 16)', (tcex) => label(tcex).single(), `GET ${labels}?${own}`],
  ['all labels', (tcex) => collect(label(tcex).many()), `GET /v2/securityLabels?${paging}`],
  [
    'a new label',
    (tcex) => label(tcex).create({ color: '33FF00', description: 'x' }),
    `POST /v2/securityLabels?${own}`,
    { name: 'TLP:GREEN', color: '33FF00', description: 'x' },
  ],
  [
    'a changed label',
    (tcex) => label(tcex).update({ color: 'FF0000' }),
    `PUT ${labels}?${own}`,
    { color: 'FF0000' },
  ],
  ['no label', (tcex) => label(tcex).delete(), `DELETE ${labels}?${own}`],
  ['groups with a label', (tcex) => collect(label(tcex).groups()), `GET ${labels}/groups?${paging}`],
  [
    'indicators of a type with a label',
    (tcex) => collect(label(tcex).indicators({ indicatorType: 'Address' })),
    `GET ${labels}/indicators/addresses?${paging}`,
  ],
  ['tasks with a label', (tcex) => collect(label(tcex).tasks()), `GET ${labels}/tasks?${paging}`],
  ['victims with a label', (tcex) => collect(label(tcex).victims()), `GET ${labels}/victims?${paging}`],
  ['one tag', (tcex) => tag(tcex).single(), `GET /v2/tags/a%2Fb?${own}`],
  ['all tags', (tcex) => collect(tcex.ti.tag('', { owner: 'O' }).many()), `GET /v2/tags?${paging}`],
  ['a new tag', (tcex) => tag(tcex).create(), `POST /v2/tags?${own}`, { name: 'a/b' }],
  [
    'a changed tag',
    (tcex) => tag(tcex).update({ name: 'c', description: 'd' }),
    `PUT /v2/tags/a%2Fb?${own}`,
    { name: 'c', description: 'd' },
  ],
  ['no tag', (tcex) => tag(tcex).delete(), `DELETE /v2/tags/a%2Fb?${own}`],
]

describe('tags and security labels', () => {
  for (const [name, call, expected, body] of rows) {
    it(name, async () => {
      const { tcex, requests } = clientOf(() => answer(200, { status: 'Success', data: { resultCount: 0 } }))
      await call(tcex)
      const [request] = requests
      assert.equal(`${request?.method} ${request?.path}?${request?.query}`, expected)
      assert.deepEqual(request?.body === null ? undefined : JSON.parse(String(request?.body)), body)
    })
  }

  it('come unwrapped', async () => {
    const { tcex } = clientOf(() => success('securityLabel', { name: 'TLP:GREEN' }))
    assert.deepEqual((await label(tcex).single()).data, { name: 'TLP:GREEN' })
    const many = clientOf(() => page('tag', [{ name: 'a' }, { name: 'b' }], 2))
    assert.equal((await collect(many.tcex.ti.tag().many())).length, 2)
  })

  it('need a name for everything but the list', async () => {
    const { tcex, requests } = clientOf(() => done())
    for (const call of [tcex.ti.tag().single(), tcex.ti.securityLabel().delete(), tcex.ti.tag().create()]) {
      await assert.rejects(call, MissingIdError)
    }
    assert.equal(requests.length, 0)
  })
})
