import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type TcEx, UnknownTypeError } from '../index.ts'
import { answer, clientOf, collect, done, success } from '../testing/recorder.ts'

const victim = (tcex: TcEx) => tcex.ti.victim({ uniqueId: 6, owner: 'O' })

type Row = readonly [name: string, call: (tcex: TcEx) => Promise<unknown>, expected: string, body?: unknown]

const rows: readonly Row[] = [
  [
    'addEmailAsset',
    (tcex) => victim(tcex).addEmailAsset({ address: 'a@b.c', addressType: 'work' }),
    'POST /v2/victims/6/victimAssets/emailAddresses',
    { address: 'a@b.c', addressType: 'work' },
  ],
  [
    'addNetworkAsset',
    (tcex) => victim(tcex).addNetworkAsset({ account: 'a', network: 'n' }),
    'POST /v2/victims/6/victimAssets/networkAccounts',
    { account: 'a', network: 'n' },
  ],
  [
    'addPhoneAsset',
    (tcex) => victim(tcex).addPhoneAsset({ phoneType: '555' }),
    'POST /v2/victims/6/victimAssets/phoneNumbers',
    { phoneType: '555' },
  ],
  [
    'addSocialAsset',
    (tcex) => victim(tcex).addSocialAsset({ account: 'a', network: 'n' }),
    'POST /v2/victims/6/victimAssets/socialNetworks',
    { account: 'a', network: 'n' },
  ],
  [
    'addWebAsset',
    (tcex) => victim(tcex).addWebAsset({ webSite: 'http://x' }),
    'POST /v2/victims/6/victimAssets/webSites',
    { webSite: 'http://x' },
  ],
  [
    'addAsset',
    (tcex) => victim(tcex).addAsset({ assetType: 'Phone', phoneType: '555' }),
    'POST /v2/victims/6/victimAssets/phoneNumbers',
    { phoneType: '555' },
  ],
  [
    'asset',
    (tcex) => victim(tcex).asset({ assetType: 'Phone', assetId: 9 }),
    'GET /v2/victims/6/victimAssets/phoneNumbers/9',
  ],
  [
    'updateAsset',
    (tcex) => victim(tcex).updateAsset({ assetType: 'Phone', assetId: 9, phoneType: '556' }),
    'PUT /v2/victims/6/victimAssets/phoneNumbers/9',
    { phoneType: '556' },
  ],
  [
    'deleteAsset',
    (tcex) => victim(tcex).deleteAsset({ assetType: 'Phone', assetId: 9 }),
    'DELETE /v2/victims/6/victimAssets/phoneNumbers/9',
  ],
  ['assets', (tcex) => collect(victim(tcex).assets()), 'GET /v2/victims/6/victimAssets'],
  [
    'assets of a kind (defect 11)',
    (tcex) => collect(victim(tcex).assets({ assetType: 'EmailAddress' })),
    'GET /v2/victims/6/victimAssets/emailAddresses',
  ],
]

describe('the assets of a victim', () => {
  for (const [name, call, expected, body] of rows) {
    it(name, async () => {
      const { tcex, requests } = clientOf(() => answer(200, { status: 'Success', data: { resultCount: 0 } }))
      await call(tcex)
      const [request] = requests
      assert.ok(request)
      assert.equal(`${request.method} ${request.path}`, expected)
      assert.equal(new URLSearchParams(request.query).get('owner'), 'O')
      assert.deepEqual(request.body === null ? undefined : JSON.parse(String(request.body)), body)
    })
  }

  it('an added asset is the data of its response', async () => {
    const asset = { id: 9, type: 'Phone', phoneType: '555' }
    const { tcex } = clientOf(() => success('victimPhone', asset, 201))
    assert.deepEqual((await victim(tcex).addPhoneAsset({ phoneType: '555' })).data, asset)
  })

  it('an unknown kind of asset is an error before any request (defect 16)', async () => {
    const { tcex, requests } = clientOf(() => done())
    await assert.rejects(victim(tcex).addAsset({ assetType: 'Fax' as 'Phone' }), UnknownTypeError)
    await assert.rejects(
      victim(tcex).updateAsset({ assetType: 'Phone', assetId: '' }),
      /"assetId" is missing/,
    )
    assert.equal(requests.length, 0)
  })
})
