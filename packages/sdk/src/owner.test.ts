import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { IncompleteResultError } from './index.ts'
import { answer, clientOf, collect, page, success } from './testing/recorder.ts'

const owner = { id: 1, name: 'MyOrg', type: 'Organization' }

describe('owners', () => {
  it('mine() yields owners, though the platform answers with one object', async () => {
    const { tcex, requests } = clientOf(() =>
      answer(200, { status: 'Success', data: { resultCount: 1, owner } }),
    )
    assert.deepEqual(await collect(tcex.ti.owner().mine()), [owner])
    assert.equal(requests.length, 1)
  })

  it('mine() that announces more than it gives is an error, not a short list', async () => {
    const { tcex } = clientOf(() => page('owner', [owner], 2))
    await assert.rejects(collect(tcex.ti.owner().mine()), IncompleteResultError)
  })

  it('members come in one request', async () => {
    const members = [
      { userName: '1', firstName: 'Jane' },
      { userName: '2' },
      { userName: '1', firstName: 'Jane' },
    ]
    const { tcex, requests } = clientOf(() => page('user', members))
    assert.deepEqual(await collect(tcex.ti.owner().members()), members.slice(0, 2))
    assert.equal(requests.length, 1)
  })

  it('members of an anonymous organization have pseudonyms, and come without data', async () => {
    const members = [{ pseudonym: 'test' }, { pseudonym: 'test2' }]
    const { tcex } = clientOf(() =>
      answer(200, { anonymous: true, status: 'Success', resultCount: 2, members }),
    )
    assert.deepEqual(await collect(tcex.ti.owner().members()), members)
  })

  it('members are followed where a count says that there are more', async () => {
    const { tcex, requests } = clientOf((_, number) =>
      page('user', [{ userName: String(number) }], number === 1 ? 2 : undefined),
    )
    assert.equal((await collect(tcex.ti.owner().members())).length, 2)
    assert.equal(requests.length, 2)
  })

  it('metrics of one owner', async () => {
    const { tcex, requests } = clientOf(() =>
      page('ownerMetric', [{ metricDate: '2017-06-19', totalGroup: 8 }]),
    )
    assert.equal((await collect(tcex.ti.owner().metrics({ ownerId: 3 })))[0]?.totalGroup, 8)
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/v2/owners/3/metrics'],
    )
  })

  it('one owner', async () => {
    const { tcex } = clientOf(() => success('owner', owner))
    assert.deepEqual((await tcex.ti.owner().single({ uniqueId: 1 })).data, owner)
  })
})
