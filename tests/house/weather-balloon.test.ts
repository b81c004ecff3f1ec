// An invented type goes up: whoever reads the catalog must show it. A reader that has a list of its own fails here.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type Catalog,
  catalog,
  defineGroup,
  defineIndicator,
  type GroupEntry,
  type IndicatorEntry,
} from '@tcex/model'
import { createServer, type Server } from '@tcex/server'
import { itemBody } from '@tcex/testkit'
import fc from 'fast-check'
import { type Item, TcEx } from 'tcex'
import { typesPage } from '../../scripts/reference.ts'

const balloon = defineGroup({
  type: 'Weather Balloon',
  plural: 'Weather Balloons',
  branch: 'weatherBalloons',
  entity: 'weatherBalloon',
  shorthand: 'weatherBalloon',
  sentence: 'Something that was seen in the sky.',
  metric: 'totalWeatherBalloon',
  fields: {
    launched: { format: 'dateTime', title: 'Launched', sentence: 'When it went up.', filter: ['<', '>'] },
    gas: {
      format: 'choice',
      title: 'Gas',
      sentence: 'What it is filled with.',
      choices: ['Helium', 'Hydrogen'],
      initial: 'Helium',
      filter: ['='],
    },
    height: { format: 'integer', title: 'Height', sentence: 'How high it goes.', minimum: 0, required: true },
  },
}) as unknown as GroupEntry

const station = defineIndicator({
  type: 'Radio Station',
  plural: 'Radio Stations',
  branch: 'radioStations',
  entity: 'radioStation',
  shorthand: 'radioStation',
  sentence: 'What it talks to.',
  custom: true,
  parsable: false,
  casePreference: 'sensitive',
  fields: {
    Call: { format: 'text', title: 'Call', sentence: 'Its call sign.', value: true, required: true },
    Host: { format: 'hostName', title: 'Host', sentence: 'Where it is.', value: true, required: true },
  },
}) as unknown as IndicatorEntry

const invented: Catalog = catalog.with(balloon, station)

type Made = (options: object) => Item<Readonly<Record<string, unknown>>>

describe('an invented type is shown', () => {
  let server: Server
  let tcex: TcEx
  before(async () => {
    server = await createServer({ catalog: invented, owner: 'MyOrg' })
    tcex = new TcEx({ fetch: server.fetch, ...server.credentials, catalog: invented })
  })
  after(() => server.close())

  const made = (shorthand: string, options: object) =>
    (tcex.ti as unknown as Record<string, Made>)[shorthand]?.(options) ?? assert.fail(`no ti.${shorthand}`)

  it('by the SDK’s shorthands and the server’s routes, with its own fields', async () => {
    const item = made('weatherBalloon', { name: 'one', height: '30000', launched: '2019-04-02' })
    const created = await item.create()
    assert.equal(created.status, 201, created.message)
    const { height, launched, gas } = created.data ?? {}
    assert.deepEqual([height, launched, gas], [30_000, '2019-04-02T00:00:00Z', 'Helium'])
    assert.deepEqual((await item.single()).data, created.data)
  })

  it('by validation, which names its fields', async () => {
    const refused = await made('weatherBalloon', { name: 'two', gas: 'Air' }).create()
    assert.equal(refused.status, 400)
    assert.match(
      refused.message ?? '',
      /Weather Balloon.*"gas" must be one of: Helium, Hydrogen.*"height" is required/,
    )
  })

  it('by lists of all types and by its name in any spelling', async () => {
    const types: unknown[] = []
    for await (const group of tcex.ti.group().many()) types.push(group.type)
    assert.deepEqual(types, ['Weather Balloon'])
    const groupType: string = 'weatherballoon'
    const named: unknown[] = []
    for await (const { name } of tcex.ti.group({ groupType }).many()) named.push(name)
    assert.deepEqual(named, ['one'])
  })

  it('by filters on its own fields', async () => {
    const found: unknown[] = []
    for (const [field, operator, value] of [
      ['launched', '>', '2019-01-01'],
      ['gas', '=', 'Helium'],
    ] as const) {
      const filters = tcex.filters().add(field, operator, value)
      for await (const { name } of made('weatherBalloon', {}).many({ filters })) found.push(name)
    }
    assert.deepEqual(found, ['one', 'one'])
  })

  it('by an indicator’s identity, of two parts', async () => {
    const created = await made('radioStation', { Call: 'K1', Host: 'ONE.example.com' }).create()
    assert.equal(created.status, 201, created.message)
    const read = await made('radioStation', { uniqueId: 'K1 : one.example.com' }).single()
    assert.deepEqual([read.data?.Call, read.data?.Host], ['K1', 'one.example.com'])
    const summaries: unknown[] = []
    for await (const { summary } of tcex.ti.indicator().many()) summaries.push(summary)
    assert.deepEqual(summaries, ['K1 : one.example.com'])
  })

  it('by metadata and associations', async () => {
    const target = made('weatherBalloon', { uniqueId: 1 })
    const item = made('radioStation', { uniqueId: 'K1 : one.example.com' })
    assert.equal((await item.addAssociation({ target })).status, 201)
    assert.equal((await item.addTag({ name: 'sky' })).status, 201)
    const linked: unknown[] = []
    for await (const { name } of item.groupAssociations()) linked.push(name)
    assert.deepEqual(linked, ['one'])
  })

  it('by the platform’s list of indicator types', async () => {
    const headers = { authorization: `TC-Token ${server.credentials.token}` }
    const answer = await server.fetch('http://x/api/v2/types/indicatorTypes/radioStation', { headers })
    const { data } = (await answer.json()) as { data: { indicatorType: Record<string, string> } }
    const { name, apiBranch, value2Label } = data.indicatorType
    assert.deepEqual([name, apiBranch, value2Label], ['Radio Station', 'radioStations', 'Host'])
  })

  it('by the metrics', async () => {
    for await (const metric of tcex.ti.owner().metrics()) assert.ok('totalWeatherBalloon' in metric)
  })

  it('by the makers of test values', () => {
    for (const entry of [balloon, station]) assert.ok(fc.sample(itemBody(entry), 3).length === 3)
  })

  it('by the documentation', () => {
    const page = typesPage(invented).join('\n')
    assert.match(page, /### Weather Balloon/)
    assert.match(page, /`launched` \| When it went up\./)
    assert.match(page, /### Radio Station/)
  })

  it('and without the entry nobody knows it', async () => {
    const plain = await createServer()
    const headers = { authorization: `TC-Token ${plain.credentials.token}` }
    const answer = await plain.fetch('http://x/api/v2/groups/weatherBalloons', { headers })
    assert.equal(answer.status, 404)
    await plain.close()
  })
})
