import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Filters, FilterValue } from 'tcex'
import { collect, type Watched, watch } from './watched.ts'

let platform: Watched

before(async () => {
  platform = await watch()
  const { ti } = platform.tcex
  await ti.campaign({ name: 'camp-3', owner, firstSeen: '2019-04-02' }).create()
  await ti.incident({ name: 'inc', owner, eventDate: '2019-04-02' }).create()
  const document = ti.document({ name: 'doc', owner, fileName: 'a.pdf' })
  await document.create()
  await document.upload({ content: 'x' })
  await ti.host({ hostName: 'x.example.com', owner, dnsActive: true, rating: 3, confidence: 50 }).create()
  for (const name of ['a', 'a,b=c', 'b=c', 'a\\,b']) await ti.threat({ name, owner }).create()
})

after(() => platform.close())

const owner = 'MyOrg'

type Lists = 'address' | 'host' | 'campaign' | 'incident' | 'document' | 'indicator' | 'group' | 'threat'

const read = async (list: Lists, filters: Filters): Promise<readonly unknown[]> => {
  const { ti } = platform.tcex
  const found: readonly { name?: string; summary?: string; hostName?: string }[] = await collect(
    ti[list]({ owner }).many({ filters }) as AsyncIterable<object>,
  )
  return found.map(({ name, summary, hostName }) => name ?? summary ?? hostName)
}

describe('defect 19: the names of filters', () => {
  for (const [list, field, value, sent, found] of [
    ['address', 'country_name', 'Germany', 'countryName', []],
    ['address', 'country_code', 'DE', 'countryCode', []],
    ['address', 'contry_name', 'Germany', 'countryName', []],
    ['address', 'contry_code', 'DE', 'countryCode', []],
    ['campaign', 'first_seen', '2018-01-01', 'firstSeen', ['camp-3']],
    ['incident', 'event_date', '2018-01-01', 'eventDate', ['inc']],
    ['document', 'file_type', 'PDF', 'fileType', ['doc']],
    ['group', 'document.file_type', 'PDF', 'document.fileType', ['doc']],
    ['host', 'dns_active', true, 'dnsActive', ['x.example.com']],
    ['indicator', 'host.dns_active', true, 'host.dnsActive', ['x.example.com']],
    ['indicator', 'indicator.date_added', '2018-01-01', 'indicator.dateAdded', ['x.example.com']],
    ['indicator', 'indicator.false_positive', 0, 'indicator.falsePositive', ['x.example.com']],
    ['group', 'date_added', '2999-01-01', 'dateAdded', []],
  ] as const) {
    it(`${field} is ${sent}, which the platform knows`, async () => {
      const operator = /date|seen/i.test(field) ? '>' : '='
      const filters = platform.tcex.filters().add(field, operator, value)
      assert.deepEqual(await read(list, filters), found)
      const filter = platform.sent.at(-1)?.query.get('filters')
      assert.ok(filter?.startsWith(`${sent}${operator}`), filter ?? '')
    })
  }
})

describe('defect 20: the values of filters', () => {
  for (const [field, operator, value, sent, found] of [
    ['rating', '>', 2, 'rating>2', 1],
    ['rating', '<', 3.5, 'rating<3.5', 1],
    ['confidence', '=', 51, 'confidence=51', 0],
    ['dnsActive', '=', true, 'dnsActive=true', 1],
    ['dnsActive', '=', false, 'dnsActive=false', 0],
    ['dateAdded', '>', new Date(0), 'dateAdded>1970-01-01T00:00:00Z', 1],
  ] as const) {
    it(`${typeof value} ${value}: ${field}${operator}… is sent as ${sent}`, async () => {
      const filters = platform.tcex.filters().add(field, operator, value as FilterValue)
      assert.equal((await read('host', filters)).length, found)
      assert.equal(platform.sent.at(-1)?.query.get('filters'), sent)
    })
  }

  for (const name of ['a,b=c', 'a\\,b', 'b=c']) {
    it(`${name}: a comma or sign in a value begins no second rule`, async () =>
      assert.deepEqual(await read('threat', platform.tcex.filters().add('name', '=', name)), [name]))
  }

  it('a rule is taken away by either spelling of its name', async () => {
    for (const name of ['date_added', 'dateAdded']) {
      const filters = platform.tcex.filters().add('date_added', '>', '2999-01-01').add('name', '=', 'a')
      assert.deepEqual(await read('threat', filters.remove(name)), ['a'])
    }
  })

  it('that one rule is enough is said of the filters', async () => {
    const filters = platform.tcex.filters().add('name', '=', 'a').add('name', '=', 'b=c')
    assert.deepEqual(await read('threat', filters), [])
    assert.deepEqual(await read('threat', filters.or()), ['a', 'b=c'])
    assert.equal(platform.sent.at(-1)?.query.get('orParams'), 'true')
  })
})
