// Every value that a type allows works in every call: it is made, read, tagged, found by tag, changed and deleted.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { canonicalRules, catalog, type IndicatorEntry, joinSummary, splitSummary } from '@tcex/model'
import { createServer, type Server } from '@tcex/server'
import { itemBody, oddText } from '@tcex/testkit'
import fc from 'fast-check'
import { TcEx, type TiResponse } from 'tcex'

const runs = 25

describe('every value of every type goes round', () => {
  let server: Server
  let tcex: TcEx

  before(async () => {
    server = await createServer({ owner: 'MyOrg' })
    tcex = new TcEx({ fetch: server.fetch, ...server.credentials })
  })
  after(() => server.close())

  for (const entry of catalog.of('indicator')) {
    it(`indicators: ${entry.type}`, () => property(entry))
  }

  async function property(entry: IndicatorEntry): Promise<void> {
    const tag = oddText({ maxLength: 40 }).filter((name) => canonicalRules.text(name).ok)
    const round = fc.asyncProperty(itemBody(entry), tag, async (body, name) => {
      const created = expect(
        201,
        await tcex.ti.indicator({ indicatorType: entry.type, ...body, active: true }).create(),
      )
      const summary = joinSummary(entry, values(entry, created.data))
      const indicator = tcex.ti.indicator({ indicatorType: entry.type, uniqueId: summary })
      const single = expect(200, await indicator.single())
      assert.deepEqual(single.data, created.data)
      expect(201, await indicator.addTag({ name }))
      const found: number[] = []
      for await (const { id } of tcex.ti.tag(name).indicators()) found.push(id)
      assert.ok(found.includes(idOf(created)))
      const changed = expect(
        200,
        await tcex.ti.indicator({ ...identity(entry, summary), confidence: 7 }).update(),
      )
      assert.deepEqual(changed.data, {
        ...(single.data as object),
        confidence: 7,
        lastModified: lastModified(changed),
      })
      expect(200, await indicator.deleteTag({ name }))
      expect(200, await indicator.delete())
      expect(404, await indicator.single())
    })
    await fc.assert(round, { numRuns: runs })
  }

  for (const entry of [...catalog.of('group'), ...catalog.of('victim'), ...catalog.of('task')]) {
    it(`${entry.kind}s: ${entry.type}`, async () => {
      const { credentials } = server
      const body = itemBody(entry, { users: [credentials.accessId] })
      const path = `${{ group: 'groups', victim: 'victims', task: 'tasks' }[entry.kind]}/${entry.branch}`
      const call = async (method: string, target: string, json?: unknown) => {
        const answer = await server.fetch(`http://x/api/v2/${target.replace(/\/+/g, '/')}`, {
          method,
          headers: { authorization: `TC-Token ${credentials.token}` },
          ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        })
        return { status: answer.status, json: JSON.parse(await answer.text()) }
      }
      const round = fc.asyncProperty(body, async (written) => {
        const created = await call('POST', path, written)
        assert.equal(created.status, 201, JSON.stringify(created.json))
        const { id } = created.json.data[entry.entity]
        const single = await call('GET', `${path}/${id}`)
        assert.deepEqual(single.json, created.json)
        const again = await call('PUT', `${path}/${id}`, single.json.data[entry.entity])
        assert.equal(again.status, 200, JSON.stringify(again.json))
        assert.equal((await call('DELETE', `${path}/${id}`)).status, 200)
        assert.equal((await call('GET', `${path}/${id}`)).status, 404)
      })
      await fc.assert(round, { numRuns: runs })
    })
  }
})

const identity = (entry: IndicatorEntry, uniqueId: string) => ({
  indicatorType: entry.type as string,
  uniqueId,
})

function values(entry: IndicatorEntry, data: unknown) {
  const split = splitSummary(entry, joinSummary(entry, data as Parameters<typeof joinSummary>[1]))
  assert.ok(split.ok)
  return split.values
}

const idOf = ({ data }: TiResponse): number => (data as { readonly id: number }).id

const lastModified = ({ data }: TiResponse): string =>
  (data as { readonly lastModified: string }).lastModified

function expect(status: number, response: TiResponse): TiResponse {
  assert.equal(response.status, status, response.message ?? '')
  return response
}
