import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type AnyEntry, catalog } from '@tcex/model'
import { InvalidValueError, MissingIdError, type TcEx, UnknownTypeError } from '../index.ts'
import { answer, clientOf, collect, done, page, success } from '../testing/recorder.ts'

const hash = 'A'.repeat(32)
const file = (tcex: TcEx) => tcex.ti.file({ md5: hash, owner: 'O' })
const files = `/v2/indicators/files/${hash}`
const adversary = (tcex: TcEx) => tcex.ti.adversary({ uniqueId: 5, owner: 'O' })
const handles = '/v2/groups/adversaries/5/adversaryAssets'
const task = (tcex: TcEx) => tcex.ti.task({ uniqueId: 7, owner: 'O' })
const host = (tcex: TcEx) => tcex.ti.host({ hostName: 'Bad.example.com', owner: 'O' })

type Row = readonly [name: string, call: (tcex: TcEx) => Promise<unknown>, expected: string, body?: unknown]

const rows: readonly Row[] = [
  ['pdf', (tcex) => adversary(tcex).pdf(), 'GET /v2/groups/adversaries/5/pdf'],
  [
    'publish',
    (tcex) => adversary(tcex).publish({ securityLabelList: ['TLP:RED'] }),
    'POST /v2/groups/adversaries/5/publish',
    { securityLabelList: ['TLP:RED'], excludeUnlabeled: false },
  ],
  ['assets of an adversary', (tcex) => collect(adversary(tcex).assets()), `GET ${handles}`],
  ['handleAssets', (tcex) => collect(adversary(tcex).handleAssets()), `GET ${handles}/handles`],
  ['phoneAssets', (tcex) => collect(adversary(tcex).phoneAssets()), `GET ${handles}/phoneNumbers`],
  ['urlAsset', (tcex) => adversary(tcex).urlAsset({ assetId: 1 }), `GET ${handles}/urls/1`],
  [
    'addHandleAsset',
    (tcex) => adversary(tcex).addHandleAsset({ handle: 'Pierre Despereaux' }),
    `POST ${handles}/handles`,
    { handle: 'Pierre Despereaux' },
  ],
  [
    'addAsset of an adversary',
    (tcex) => adversary(tcex).addAsset({ assetType: 'Phone', phoneNumber: '555' }),
    `POST ${handles}/phoneNumbers`,
    { phoneNumber: '555' },
  ],
  [
    'updateUrlAsset',
    (tcex) => adversary(tcex).updateUrlAsset({ assetId: 1, url: 'https://newsite.com/' }),
    `PUT ${handles}/urls/1`,
    { url: 'https://newsite.com/' },
  ],
  ['deleteUrlAsset', (tcex) => adversary(tcex).deleteUrlAsset({ assetId: 1 }), `DELETE ${handles}/urls/1`],
  ['occurrences', (tcex) => collect(file(tcex).occurrences()), `GET ${files}/fileOccurrences`],
  ['occurrence', (tcex) => file(tcex).occurrence({ occurrenceId: 9 }), `GET ${files}/fileOccurrences/9`],
  [
    'addOccurrence, with the owner and the date as UTC (defects 9, 14)',
    (tcex) =>
      file(tcex).addOccurrence({ fileName: 'a.dll', path: 'C:\\', date: '2017-07-13T00:00:00-05:00' }),
    `POST ${files}/fileOccurrences`,
    { fileName: 'a.dll', path: 'C:\\', date: '2017-07-13T05:00:00Z' },
  ],
  [
    'updateOccurrence',
    (tcex) => file(tcex).updateOccurrence({ occurrenceId: 9, fileName: 'b.exe' }),
    `PUT ${files}/fileOccurrences/9`,
    { fileName: 'b.exe' },
  ],
  [
    'deleteOccurrence',
    (tcex) => file(tcex).deleteOccurrence({ occurrenceId: '9' }),
    `DELETE ${files}/fileOccurrences/9`,
  ],
  [
    'actions',
    (tcex) => collect(file(tcex).actions({ action: 'mutex' })),
    `GET ${files}/actions/mutex/indicators`,
  ],
  [
    'actions on a type',
    (tcex) => collect(file(tcex).actions({ action: 'traffic', indicatorType: 'URL' })),
    `GET ${files}/actions/traffic/indicators/urls`,
  ],
  [
    'addAction',
    (tcex) => file(tcex).addAction({ action: 'dnsQuery', target: host(tcex) }),
    `POST ${files}/actions/dnsQuery/indicators/hosts/bad.example.com`,
  ],
  [
    'deleteAction',
    (tcex) => file(tcex).deleteAction({ action: 'dnsQuery', target: host(tcex) }),
    `DELETE ${files}/actions/dnsQuery/indicators/hosts/bad.example.com`,
  ],
  [
    'dnsResolutions of a host (defect 7)',
    (tcex) => collect(host(tcex).dnsResolutions()),
    'GET /v2/indicators/hosts/bad.example.com/dnsResolutions',
  ],
  [
    'dnsResolutions of an address',
    (tcex) => collect(tcex.ti.address({ ip: '1.1.1.1', owner: 'O' }).dnsResolutions()),
    'GET /v2/indicators/addresses/1.1.1.1/dnsResolutions',
  ],
  ['assignees', (tcex) => collect(task(tcex).assignees()), 'GET /v2/tasks/7/assignees'],
  ['escalatees', (tcex) => collect(task(tcex).escalatees()), 'GET /v2/tasks/7/escalatees'],
  [
    'assignee, encoded (defect 5)',
    (tcex) => task(tcex).assignee({ userName: 'a/b@c.d' }),
    'GET /v2/tasks/7/assignees/a%2Fb%40c.d',
  ],
  ['addAssignee', (tcex) => task(tcex).addAssignee({ userName: 'jd' }), 'POST /v2/tasks/7/assignees/jd'],
  [
    'deleteAssignee',
    (tcex) => task(tcex).deleteAssignee({ userName: 'jd' }),
    'DELETE /v2/tasks/7/assignees/jd',
  ],
  ['escalatee', (tcex) => task(tcex).escalatee({ userName: 'jd' }), 'GET /v2/tasks/7/escalatees/jd'],
  ['addEscalatee', (tcex) => task(tcex).addEscalatee({ userName: 'jd' }), 'POST /v2/tasks/7/escalatees/jd'],
  [
    'deleteEscalatee (defect 25)',
    (tcex) => task(tcex).deleteEscalatee({ userName: 'jd' }),
    'DELETE /v2/tasks/7/escalatees/jd',
  ],
  [
    'setDnsResolution(false) (defect 12)',
    (tcex) => host(tcex).setDnsResolution(false),
    hostPut(),
    { dnsActive: 'false' },
  ],
  ['setWhois(true)', (tcex) => host(tcex).setWhois(true), hostPut(), { whoisActive: 'true' }],
  ['setRating', (tcex) => host(tcex).setRating(4), hostPut(), { rating: 4 }],
  [
    'setFirstSeen, with the owner (defect 9)',
    (tcex) => tcex.ti.campaign({ uniqueId: 3, owner: 'O' }).setFirstSeen('2019-04-02'),
    'PUT /v2/groups/campaigns/3',
    { firstSeen: '2019-04-02T00:00:00Z' },
  ],
  [
    'setStatus, and no other field that the object has',
    (tcex) => tcex.ti.incident({ uniqueId: 3, owner: 'O', name: 'x' }).setStatus('Open'),
    'PUT /v2/groups/incidents/3',
    { status: 'Open' },
  ],
  [
    'setDueDate',
    (tcex) => task(tcex).setDueDate(new Date(0)),
    'PUT /v2/tasks/7',
    { dueDate: '1970-01-01T00:00:00Z' },
  ],
  [
    'updateEmailAsset, with the owner (defect 9)',
    (tcex) => tcex.ti.victim({ uniqueId: 6, owner: 'O' }).updateEmailAsset({ assetId: 1, address: 'a@b.c' }),
    'PUT /v2/victims/6/victimAssets/emailAddresses/1',
    { address: 'a@b.c' },
  ],
  [
    'socialAssets',
    (tcex) => collect(tcex.ti.victim({ uniqueId: 6, owner: 'O' }).socialAssets()),
    'GET /v2/victims/6/victimAssets/socialNetworks',
  ],
]

function hostPut(): string {
  return 'PUT /v2/indicators/hosts/bad.example.com'
}

describe('what only some types can do', () => {
  for (const [name, call, expected, body] of rows) {
    it(name, async () => {
      const { tcex, requests } = clientOf(() => answer(200, { status: 'Success', data: { resultCount: 0 } }))
      await call(tcex)
      assert.equal(requests.length, 1)
      const [request] = requests
      assert.equal(`${request?.method} ${request?.path}`, expected)
      assert.equal(new URLSearchParams(request?.query).get('owner'), 'O')
      assert.deepEqual(request?.body === null ? undefined : JSON.parse(String(request?.body)), body)
    })
  }

  it('is there on the types whose entry says so, and on no other', () => {
    const methods = [
      ['upload', ({ traits }: AnyEntry) => traits.includes('upload')],
      ['download', ({ traits }: AnyEntry) => traits.includes('download')],
      ['fileHash', ({ traits }: AnyEntry) => traits.includes('download')],
      ['pdf', (entry: AnyEntry) => entry.kind === 'group' && entry.pdf !== false],
      ['publish', ({ kind }: AnyEntry) => kind === 'group'],
      ['addHandleAsset', ({ type }: AnyEntry) => type === 'Adversary'],
      ['addEmailAsset', ({ kind }: AnyEntry) => kind === 'victim'],
      ['occurrences', ({ type }: AnyEntry) => type === 'File'],
      ['addAction', ({ type }: AnyEntry) => type === 'File'],
      ['dnsResolutions', ({ type }: AnyEntry) => type === 'Host' || type === 'Address'],
      ['status', ({ kind }: AnyEntry) => kind === 'indicator'],
      ['addAssignee', ({ kind }: AnyEntry) => kind === 'task'],
      ['bulk', () => false],
    ] as const
    const { tcex } = clientOf(() => done())
    const factory = tcex.ti as unknown as Record<string, () => object>
    for (const entry of catalog.entries) {
      const { shorthand, fields } = entry
      const item = factory[shorthand]?.() ?? {}
      for (const [name, has] of methods) assert.equal(name in item, has(entry), `${shorthand} ${name}`)
      for (const { setter, readOnly } of Object.values(fields)) {
        if (setter) assert.equal(setter in item, !readOnly, `${shorthand} ${setter}`)
      }
    }
  })

  it('answers under the keys of the documentation', async () => {
    const handle = { id: 1, type: 'Handle', handle: 'Pierre' }
    const adversaries = clientOf(() => success('adversaryHandle', handle, 201))
    assert.deepEqual((await adversary(adversaries.tcex).addHandleAsset({ handle: 'Pierre' })).data, handle)
    const bucket = clientOf(() => page('bucketAsset', [{ id: '1', name: 'Pierre', type: 'Handle' }], 1))
    assert.deepEqual(await collect(adversary(bucket.tcex).assets()), [
      { id: 1, name: 'Pierre', type: 'Handle' },
    ])
    const occurrence = { id: 87534, fileName: 'win999301.dll' }
    const alone = clientOf(() => success('fileOccurrence', occurrence))
    assert.deepEqual(await collect(file(alone.tcex).occurrences()), [occurrence])
    const users = clientOf(() => page('user', [{ userName: 'jd' }, { userName: 'mm' }], 2))
    assert.deepEqual(
      (await collect(task(users.tcex).assignees())).map(({ userName }) => userName),
      ['jd', 'mm'],
    )
  })

  it('asks for what it needs before any request', async () => {
    const { tcex, requests } = clientOf(() => done())
    await assert.rejects(tcex.ti.campaign().setFirstSeen('2019-04-02'), MissingIdError)
    await assert.rejects(tcex.ti.adversary().addHandleAsset({ handle: 'x' }), MissingIdError)
    await assert.rejects(file(tcex).occurrence({ occurrenceId: 'x' }), InvalidValueError)
    await assert.rejects(file(tcex).addAction({ action: '', target: host(tcex) }), MissingIdError)
    await assert.rejects(task(tcex).addAssignee({ userName: '' }), MissingIdError)
    await assert.rejects(adversary(tcex).asset({ assetType: 'Fax' as 'URL', assetId: 1 }), UnknownTypeError)
    assert.equal(requests.length, 0)
  })
})
