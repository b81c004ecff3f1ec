import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InvalidValueError, UnknownTypeError } from './index.ts'
import { clientOf, collect, done, freeze, page, refusal, type Script, success } from './testing/recorder.ts'

const platform: Script = ({ method, path }) => {
  if (path === '/v2/types/indicatorTypes') return page('indicatorType', [], 0)
  if (path.endsWith('/download')) return new Response('the content')
  if (method === 'POST' && /^\/v2\/(victims|[a-z]+\/[a-z]+)$/i.test(path))
    return success('any', { id: 7, name: 'x', ip: '1.1.1.1' }, 201)
  return done(201)
}
const calls = (requests: readonly { method: string; path: string }[]) =>
  requests.map(({ method, path }) => `${method} ${path}`)

describe('createEntity', () => {
  it('makes the item, then all that belongs to it', async () => {
    const { tcex, requests } = clientOf(platform)
    const entity = freeze({
      type: 'Address',
      summary: '1.1.1.1',
      rating: 3,
      attribute: [{ type: 'Description', value: 'x', displayed: true }],
      tag: ['a', { name: 'b' }],
      securityLabel: [{ name: 'TLP:RED' }],
      associations: [
        { type: 'incident', uniqueId: 4 },
        { type: 'Host', summary: 'x.example.com' },
      ],
      falsePositive: true,
    })
    const result = await tcex.ti.createEntity(entity, { owner: 'O' })
    assert.equal(result.ok, true)
    assert.deepEqual(
      [result.response.status, result.tags.length, result.falsePositive?.status],
      [201, 2, 201],
    )
    const place = '/v2/indicators/addresses/1.1.1.1'
    assert.deepEqual(calls(requests), [
      'POST /v2/indicators/addresses',
      `POST ${place}/attributes`,
      `POST ${place}/tags/a`,
      `POST ${place}/tags/b`,
      `POST ${place}/securityLabels/TLP%3ARED`,
      `POST ${place}/groups/incidents/4`,
      `POST ${place}/indicators/hosts/x.example.com`,
      `POST ${place}/falsePositive`,
    ])
    assert.deepEqual(JSON.parse(String(requests[0]?.body)), { ip: '1.1.1.1', rating: 3 })
    for (const { query } of requests) assert.match(query, /owner=O/)
  })

  it('takes the summary as a name, and uploads content', async () => {
    const { tcex, requests } = clientOf(platform)
    await tcex.ti.createEntity({ type: 'document', summary: 'x', fileName: 'a.txt', fileContent: 'abc' })
    assert.deepEqual(calls(requests), ['POST /v2/groups/documents', 'POST /v2/groups/documents/7/upload'])
    assert.deepEqual(JSON.parse(String(requests[0]?.body)), { name: 'x', fileName: 'a.txt' })
  })

  it('stops where the item is refused (defect 26)', async () => {
    const { tcex, requests } = clientOf(() => refusal(400, 'no'))
    const result = await tcex.ti.createEntity({ type: 'Task', summary: 'x', tag: ['a'] })
    assert.deepEqual([result.ok, result.response.status, result.tags], [false, 400, []])
    assert.equal(requests.length, 1)
  })

  it('says which of the calls after it failed', async () => {
    const script: Script = (request, number) =>
      request.path.includes('/tags/') ? refusal(400, 'too long') : platform(request, number)
    const { tcex } = clientOf(script)
    const result = await tcex.ti.createEntity({
      type: 'Victim',
      summary: 'x',
      tag: ['a'],
      securityLabel: ['b'],
    })
    assert.deepEqual(
      [result.ok, result.tags[0]?.message, result.securityLabels[0]?.ok],
      [false, 'too long', true],
    )
  })

  it('looks for a type that it does not know among the instance’s own, then makes nothing', async () => {
    const { tcex, requests } = clientOf(platform)
    await assert.rejects(tcex.ti.createEntity({ type: 'Nope', summary: 'x' }), UnknownTypeError)
    await assert.rejects(
      tcex.ti.createEntity({ type: 'Host', summary: 'x.com', associations: [{ type: 'Nope' }] }),
      UnknownTypeError,
    )
    assert.deepEqual(calls(requests), ['GET /v2/types/indicatorTypes'])
  })

  it('refuses content and false positives of what has none', async () => {
    const { tcex, requests } = clientOf(platform)
    await assert.rejects(tcex.ti.createEntity({ type: 'Threat', fileContent: 'x' }), InvalidValueError)
    await assert.rejects(tcex.ti.createEntity({ type: 'Threat', falsePositive: true }), InvalidValueError)
    assert.equal(requests.length, 0)
  })

  it('of many goes one after the other', async () => {
    const { tcex } = clientOf(platform)
    const list = ['1.1.1.1', '1.1.1.2'].map((summary) => ({ type: 'Address', summary }))
    const results = await collect(tcex.ti.createEntities(list))
    assert.deepEqual(
      results.map(({ ok }) => ok),
      [true, true],
    )
  })
})

describe('entities', () => {
  it('come in one form, whatever the type', async () => {
    const { tcex, requests } = clientOf(platform)
    const data = [
      { id: 1, ip: '1.1.1.1', ownerName: 'O', type: 'Address' },
      { id: 2, md5: 'a', sha256: 'b', owner: { id: 1, name: 'O', type: 'Organization' }, type: 'File' },
      { id: 3, summary: 'x : y : REG_SZ', ownerName: 'O', type: 'Registry Key' },
      { id: 4, name: 'Jane', org: 'Acme' },
    ]
    const found = await collect(tcex.ti.entities(data, { type: 'victim' }))
    assert.deepEqual(
      found.map(({ type, value, ownerName }) => [type, value, ownerName]),
      [
        ['Address', '1.1.1.1', 'O'],
        ['File', 'a : b', 'O'],
        ['Registry Key', 'x : y : REG_SZ', 'O'],
        ['Victim', 'Jane', 'Acme'],
      ],
    )
    assert.equal(requests.length, 0)
  })

  it('come with their content, unless it is not wanted', async () => {
    const { tcex, requests } = clientOf(platform)
    const report = { id: 5, name: 'r', ownerName: 'O' }
    const [whole] = await collect(tcex.ti.entities(report, { type: 'Report' }))
    assert.deepEqual(whole, {
      id: 5,
      name: 'r',
      ownerName: 'O',
      type: 'Report',
      value: 'r',
      fileContent: 'the content',
    })
    assert.match(requests[0]?.path ?? '', /reports\/5\/download$/)
    assert.match(requests[0]?.query ?? '', /owner=O/)
    await collect(tcex.ti.entities(report, { type: 'Report', content: false }))
    assert.equal(requests.length, 1)
  })
})
