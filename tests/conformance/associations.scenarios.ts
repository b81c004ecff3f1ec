// Associations in every direction, and victims with their assets.

import { anId, aText, type Scenario, type Step } from '@tcex/testkit'
import { kindOf, pathWith, type Sample, sampleOf, samples } from './samples.ts'

const done = { status: 'Success' }

const create = (sample: Sample, name: string, body: Sample['body'] = sample.body): Step => ({
  call: `POST ${sample.path}`,
  body,
  status: 201,
  capture: { [name]: `data.${sample.entity}.id` },
})

const asset = (victim: string, name: string): Step => ({
  call: `POST /victims/{${victim}}/victimAssets/emailAddresses`,
  body: { address: `${name}@example.com` },
  status: 201,
  capture: { [name]: 'data.victimEmailAddress.id' },
})

/** The lists of an item's associations with another kind, and with one type of it. */
const listed = (path: string, other: Sample, name: string): readonly Step[] => [
  {
    call: `GET ${path}${kindOf(other).path}`,
    status: 200,
    json: { data: { resultCount: 1, [kindOf(other).entity]: [{ id: `{${name}}` }] } },
  },
  {
    call: `GET ${path}${other.path}`,
    status: 200,
    json: { data: { resultCount: 1, [other.entity]: [{ id: `{${name}}` }] } },
  },
  {
    call: `GET ${path}${pathWith(other, name)}`,
    status: 200,
    json: { data: { [other.entity]: { id: `{${name}}` } } },
  },
]

const notListed = (path: string, other: Sample, name: string): readonly Step[] => [
  { call: `GET ${path}${kindOf(other).path}`, status: 200, json: { data: { resultCount: 0 } } },
  { call: `GET ${path}${other.path}`, status: 200, json: { data: { resultCount: 0 } } },
  { call: `GET ${path}${pathWith(other, name)}`, status: 404 },
]

/** Two items associated, seen from both sides, twice, and taken apart from the other side. */
const pair = (left: Sample, right: Sample): Scenario => {
  const leftPath = pathWith(left, 'left')
  const rightPath = pathWith(right, 'right')
  const victims = [left.kind === 'victim' ? 'left' : '', right.kind === 'victim' ? 'right' : ''].filter(
    Boolean,
  )
  return {
    name: `${left.type} and ${right.type} are associated`,
    steps: [
      create(left, 'left'),
      create(right, 'right', right.type === left.type ? other(right) : right.body),
      ...victims.map((name) => asset(name, `${name}Asset`)),
      ...notListed(leftPath, right, 'right'),
      { call: `POST ${leftPath}${rightPath}`, status: 201, exactly: done },
      { call: `POST ${leftPath}${rightPath}`, status: 201, exactly: done },
      ...listed(leftPath, right, 'right'),
      ...listed(rightPath, left, 'left'),
      { call: `DELETE ${rightPath}${leftPath}`, status: 200, exactly: done },
      { call: `DELETE ${leftPath}${rightPath}`, status: 404 },
      ...notListed(leftPath, right, 'right'),
      ...notListed(rightPath, left, 'left'),
    ],
  }
}

const other = (sample: Sample): Sample['body'] =>
  sample.kind === 'indicator' ? sample.body : { ...sample.body, name: 'Another one' }

const [threat, incident, host, address, cidr, registryKey, task, victim] = [
  'Threat',
  'Incident',
  'Host',
  'Address',
  'CIDR',
  'Registry Key',
  'Task',
  'Victim',
].map(sampleOf) as [Sample, Sample, Sample, Sample, Sample, Sample, Sample, Sample]

/** One type of each kind with one of each, in both directions; a victim with a victim is not possible. */
const kindPairs: readonly (readonly [Sample, Sample])[] = [threat, host, task, victim].flatMap((left) =>
  [incident, address, task, victim]
    .filter((right) => !(left === victim && right === victim))
    .map((right) => [left, right] as const),
)

/** Every type with a group and with an indicator. */
const typePairs: readonly (readonly [Sample, Sample])[] = samples
  .filter((sample) => ![threat, host, task, victim].includes(sample))
  .flatMap((sample) => [[threat, sample] as const, [sample, host] as const])

const rules: readonly Scenario[] = [
  {
    name: 'an item is not associated with itself, nor with what is not there',
    steps: [
      create(threat, 'id'),
      { call: 'POST /groups/threats/{id}/groups/threats/{id}', status: 400, says: ['itself'] },
      { call: 'POST /groups/threats/{id}/groups/incidents/{id}', status: 404 },
      { call: 'POST /groups/threats/{id}/groups/threats/999', status: 404, says: ['Threat', '999'] },
      { call: 'POST /groups/threats/999/groups/threats/{id}', status: 404 },
      { call: 'POST /groups/threats/{id}/indicators/addresses/1.1.1.1', status: 404, says: ['1.1.1.1'] },
      { call: 'POST /groups/threats/{id}/indicators/addresses/nonsense', status: 400, says: ['Address'] },
      { call: 'POST /groups/threats/{id}/nothings/1', status: 404 },
      { call: 'POST /groups/threats/{id}/groups/nothings/1', status: 404, says: ['nothings', 'incidents'] },
      { call: 'GET /groups/threats/{id}/groups', status: 200, json: { data: { resultCount: 0 } } },
    ],
  },
  {
    name: 'a victim needs an asset before it can be associated',
    steps: [
      create(threat, 'threat'),
      create(victim, 'victim'),
      { call: 'POST /groups/threats/{threat}/victims/{victim}', status: 400, says: ['asset'] },
      { call: 'POST /victims/{victim}/groups/threats/{threat}', status: 400, says: ['asset'] },
      asset('victim', 'asset'),
      { call: 'POST /victims/{victim}/groups/threats/{threat}', status: 201 },
      { call: 'DELETE /victims/{victim}/victimAssets/emailAddresses/{asset}', status: 200 },
      { call: 'GET /groups/threats/{threat}/victims', status: 200, json: { data: { resultCount: 0 } } },
    ],
  },
  {
    name: 'a victim meets indicators and other victims through groups',
    steps: [
      create(threat, 'threat'),
      create(host, 'host'),
      create(victim, 'victim'),
      create(victim, 'peer', { name: 'Peer' }),
      create(victim, 'stranger', { name: 'Stranger' }),
      asset('victim', 'a'),
      asset('peer', 'b'),
      asset('stranger', 'c'),
      { call: 'POST /groups/threats/{threat}/victims/{victim}', status: 201 },
      { call: 'POST /groups/threats/{threat}/victims/{peer}', status: 201 },
      { call: `POST /groups/threats/{threat}${pathWith(host, 'host')}`, status: 201 },
      {
        call: 'GET /victims/{victim}/indicators',
        status: 200,
        json: { data: { resultCount: 1, indicator: [{ id: '{host}' }] } },
      },
      {
        call: 'GET /victims/{victim}/indicators/hosts',
        status: 200,
        json: { data: { host: [{ id: '{host}' }] } },
      },
      {
        call: 'GET /victims/{victim}/indicators/urls',
        status: 200,
        json: { data: { resultCount: 0, url: [] } },
      },
      {
        call: `GET /victims/{victim}${pathWith(host, 'host')}`,
        status: 200,
        json: { data: { host: { id: '{host}' } } },
      },
      {
        call: 'GET /victims/{victim}/victims',
        status: 200,
        json: { data: { resultCount: 1, victim: [{ id: '{peer}' }] } },
      },
      {
        call: 'GET /victims/{victim}/victims/{peer}',
        status: 200,
        json: { data: { victim: { name: 'Peer' } } },
      },
      { call: 'GET /victims/{victim}/victims/{stranger}', status: 404 },
      { call: 'GET /victims/{stranger}/indicators', status: 200, json: { data: { resultCount: 0 } } },
      { call: 'POST /victims/{victim}/victims/{peer}', status: 404 },
      { call: 'DELETE /victims/{victim}/victims/{peer}', status: 404 },
    ],
  },
  {
    name: 'values that look like paths are one segment of a path',
    steps: [
      create(cidr, 'cidr'),
      create(registryKey, 'key'),
      { call: `POST ${pathWith(cidr, 'cidr')}${pathWith(registryKey, 'key')}`, status: 201 },
      {
        call: `GET ${pathWith(cidr, 'cidr')}/indicators`,
        status: 200,
        json: { data: { indicator: [{ id: '{key}', summary: registryKey.summary }] } },
      },
      {
        call: `GET ${pathWith(registryKey, 'key')}/indicators/cidrBlocks`,
        status: 200,
        json: { data: { cidrBlock: [{ id: '{cidr}' }] } },
      },
    ],
  },
  {
    name: 'lists of associations take filters and pages',
    steps: [
      create(threat, 'threat'),
      ...['Alpha', 'Beta', 'Gamma'].flatMap((name): Step[] => [
        create(incident, name, { ...incident.body, name }),
        { call: `POST /groups/threats/{threat}/groups/incidents/{${name}}`, status: 201 },
      ]),
      {
        call: 'GET /groups/threats/{threat}/groups?filters=name%5EB',
        status: 200,
        json: { data: { resultCount: 1, group: [{ name: 'Beta' }] } },
      },
      {
        call: 'GET /groups/threats/{threat}/groups/incidents?filters=name%3DAlpha,name%3DGamma&orParams=true',
        status: 200,
        json: { data: { incident: [{ name: 'Alpha' }, { name: 'Gamma' }] } },
      },
      {
        call: 'GET /groups/threats/{threat}/groups?resultStart=1&resultLimit=1',
        status: 200,
        json: { data: { group: [{ name: 'Beta' }] } },
        absent: ['data.resultCount'],
      },
      {
        call: 'GET /groups/threats/{threat}/groups?resultLimit=1',
        status: 200,
        json: { data: { resultCount: 3, group: [{ name: 'Alpha' }] } },
      },
    ],
  },
]

interface AssetSample {
  readonly type: string
  readonly branch: string
  readonly entity: string
  readonly body: Readonly<Record<string, string>>
  readonly name: string
  readonly change: Readonly<Record<string, string>>
}

/** The five kinds of victim asset, as in the documentation's table of their fields. */
const assetSamples: readonly AssetSample[] = [
  {
    type: 'EmailAddress',
    branch: 'emailAddresses',
    entity: 'victimEmailAddress',
    body: { address: 'bad@badguys.com', addressType: 'Work' },
    name: 'bad@badguys.com',
    change: { address: 'nobody@gmail.com' },
  },
  {
    type: 'NetworkAccount',
    branch: 'networkAccounts',
    entity: 'victimNetworkAccount',
    body: { account: 'John Doe', network: 'Active Directory' },
    name: 'John Doe',
    change: { account: 'Jane Doe' },
  },
  {
    type: 'Phone',
    branch: 'phoneNumbers',
    entity: 'victimPhone',
    body: { phoneType: '555-0100' },
    name: '555-0100',
    change: { phoneType: '555-0199' },
  },
  {
    type: 'SocialNetwork',
    branch: 'socialNetworks',
    entity: 'victimSocialNetwork',
    body: { account: '@jane', network: 'Mastodon' },
    name: '@jane',
    change: { account: '@john' },
  },
  {
    type: 'WebSite',
    branch: 'webSites',
    entity: 'victimWebSite',
    body: { webSite: 'https://example.com/~jane' },
    name: 'https://example.com/~jane',
    change: { webSite: 'https://example.org' },
  },
]

const webLink = /\/auth\/victim\/victim\.xhtml\?victim=\d+$/

const assetLife = ({ type, branch, entity, body, name, change }: AssetSample): Scenario => {
  const path = `/victims/{victim}/victimAssets/${branch}` as const
  const required = Object.keys(body)[0] ?? ''
  const optional = Object.keys(body).slice(1)
  return {
    name: `a victim's asset of type ${type}`,
    steps: [
      create(victim, 'victim'),
      {
        call: `POST ${path}`,
        body,
        status: 201,
        json: { data: { [entity]: { id: anId, type, webLink, ...body } } },
        keys: { [`data.${entity}`]: ['id', 'type', 'webLink', ...Object.keys(body)] },
        capture: { asset: `data.${entity}.id` },
      },
      {
        call: `POST ${path}`,
        body: { ...body, [required]: null },
        status: 400,
        says: [`"${required}"`, 'required'],
      },
      { call: `POST ${path}`, body: { ...body, nonsense: 'x' }, status: 400, says: ['"nonsense"'] },
      ...optional.map(
        (field): Step => ({
          call: `POST ${path}`,
          body: { ...body, [field]: 1 },
          status: 400,
          says: [`"${field}"`],
        }),
      ),
      {
        call: `GET ${path}`,
        status: 200,
        json: { data: { resultCount: 1, [entity]: [{ id: '{asset}', ...body }] } },
      },
      { call: `GET ${path}/{asset}`, status: 200, json: { data: { [entity]: { id: '{asset}', ...body } } } },
      {
        call: 'GET /victims/{victim}/victimAssets',
        status: 200,
        json: { data: { resultCount: 1, victimAsset: [{ id: '{asset}', name, type, webLink }] } },
        keys: { 'data.victimAsset.0': ['id', 'name', 'type', 'webLink'] },
      },
      {
        call: `PUT ${path}/{asset}`,
        body: change,
        status: 200,
        json: { data: { [entity]: { ...body, ...change } } },
      },
      { call: `GET ${path}/{asset}`, status: 200, json: { data: { [entity]: { ...body, ...change } } } },
      { call: `PUT ${path}/{asset}`, body: { [required]: 5 }, status: 400, says: [`"${required}"`] },
      { call: `GET ${path}/999`, status: 404, says: [type] },
      { call: `PUT ${path}/999`, body: change, status: 404 },
      { call: `DELETE ${path}/{asset}`, status: 200, exactly: done },
      { call: `DELETE ${path}/{asset}`, status: 404 },
      {
        call: 'GET /victims/{victim}/victimAssets',
        status: 200,
        exactly: { status: 'Success', data: { resultCount: 0, victimAsset: [] } },
      },
    ],
  }
}

/** Anything but a victim is associated with assets, one by one. */
const assetAssociation = (sample: Sample): Scenario => {
  const path = `${pathWith(sample, 'item')}/victimAssets` as const
  return {
    name: `${sample.type}: associated with victim assets`,
    steps: [
      create(sample, 'item'),
      create(victim, 'victim'),
      ...assetSamples.flatMap(({ branch, entity, body, name, type }): Step[] => [
        {
          call: `POST /victims/{victim}/victimAssets/${branch}`,
          body,
          status: 201,
          capture: { [branch]: `data.${entity}.id` },
        },
        { call: `GET ${path}/${branch}/{${branch}}`, status: 404 },
        { call: `POST ${path}/${branch}/{${branch}}`, status: 201, exactly: done },
        { call: `GET ${path}/${branch}/{${branch}}`, status: 200, json: { data: { [entity]: body } } },
        { call: `GET ${path}/${branch}`, status: 200, json: { data: { resultCount: 1, [entity]: [body] } } },
        {
          call: `GET ${path}`,
          status: 200,
          json: { data: { resultCount: 1, victimAsset: [{ name, type, webLink: aText }] } },
        },
        {
          call: `GET ${pathWith(sample, 'item')}/victims`,
          status: 200,
          json: { data: { resultCount: 1, victim: [{ id: '{victim}' }] } },
        },
        { call: `DELETE ${path}/${branch}/{${branch}}`, status: 200, exactly: done },
        { call: `DELETE ${path}/${branch}/{${branch}}`, status: 404 },
      ]),
      { call: `POST ${path}/emailAddresses/{phoneNumbers}`, status: 404 },
      { call: `POST ${path}/pagers/1`, status: 404, says: ['pagers', 'phoneNumbers'] },
      { call: `GET ${path}/pagers`, status: 404, says: ['pagers'] },
      { call: `POST ${path}/webSites/999`, status: 404 },
    ],
  }
}

export const associationScenarios: readonly Scenario[] = [
  ...[...kindPairs, ...typePairs].map(([left, right]) => pair(left, right)),
  ...rules,
  ...assetSamples.map(assetLife),
  ...[threat, host, task].map(assetAssociation),
]
