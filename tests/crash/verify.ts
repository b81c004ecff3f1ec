import assert from 'node:assert/strict'
import { at, isCompleted, until } from '@tcex/testkit'
import { call, fileOf, type Place } from './hand.ts'
import type { JobRecord, Ledger } from './ledger.ts'

type Json = Readonly<Record<string, unknown>>

/** Everything of a list, by a key, with how often it is there. */
async function listed(place: Place, path: string, entity: string): Promise<readonly Json[]> {
  const items: Json[] = []
  for (;;) {
    const query = `resultStart=${items.length}&resultLimit=10000&includes=tags,attributes`
    const page = (at(await call(place, 'GET', `${path}?${query}`), `data.${entity}`) ?? []) as readonly Json[]
    items.push(...page)
    if (page.length < 10_000) return items
  }
}

const namesOf = (items: readonly Json[], key: string): ReadonlyMap<unknown, Json> => {
  const byName = new Map(items.map((item) => [item[key], item]))
  assert.equal(byName.size, items.length, 'something is there twice')
  return byName
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0)

/** Whether everything acknowledged is there, once and whole, but for batch jobs. */
export async function verifyWrites(place: Place, ledger: Ledger): Promise<void> {
  const threats = namesOf(await listed(place, '/groups/threats', 'threat'), 'name')
  for (const [name, { deletion, tagged, noted }] of ledger.groups) {
    const found = threats.get(name)
    if (deletion === 'acknowledged') assert.equal(found, undefined, `${name} was deleted and is there`)
    if (deletion === 'none') assert.ok(found, `${name} was acknowledged and is gone`)
    if (!found) continue
    if (tagged) assert.equal(lengthOf(found.tag), 1, `the tag of ${name} was acknowledged and is gone`)
    if (noted) assert.equal(lengthOf(found.attribute), 1, `the attribute of ${name} is not there once`)
    assert.ok(lengthOf(found.tag) <= 1 && lengthOf(found.attribute) <= 1, `${name} has something twice`)
  }
  const hosts = namesOf(await listed(place, '/indicators/hosts', 'host'), 'hostName')
  for (const name of ledger.hosts) assert.ok(hosts.has(name), `${name} was acknowledged and is gone`)
  for (const [id, { letter, size }] of ledger.contents) {
    const headers = { authorization: `TC-Token ${place.token}` }
    const response = await fetch(`${place.url}/v2/groups/documents/${id}/download`, { headers })
    assert.equal(
      await response.text(),
      letter.repeat(size),
      `the content of document ${id} is not what it was`,
    )
  }
}

/** Whether every batch job whose file was taken comes to its end with the right counts, and everything of it is there once. */
export async function verifyJobs(place: Place, ledger: Ledger): Promise<void> {
  for (const [id, job] of ledger.jobs) {
    const status = await statusOf(place, id)
    // Whoever got no answer asks, and sends the file again where it did not arrive.
    if (status.status === 'Created') {
      assert.equal(job.accepted, false, `the file of batch job ${id} was acknowledged and is gone`)
      await call(place, 'POST', `/batch/${id}`, fileOf(job))
    }
    await verifyJob(await completed(place, id), id, job)
  }
  const hosts = namesOf(await listed(place, '/indicators/hosts', 'host'), 'hostName')
  for (const job of ledger.jobs.values()) {
    for (let number = 0; number < job.good; number += 1) {
      const name = `${job.prefix}${number}.example.com`
      const found = hosts.get(name)
      assert.ok(found, `${name} of a completed job is gone`)
      assert.deepEqual([lengthOf(found.tag), lengthOf(found.attribute)], [1, 2], `${name} is not there once`)
    }
  }
}

function verifyJob(status: Json, id: number, { good, bad }: JobRecord): void {
  const { successIndicatorCount, successGroupCount, successAssociationCount, errorCount, unprocessCount } =
    status
  const counts = {
    successIndicatorCount,
    successGroupCount,
    successAssociationCount,
    errorCount,
    unprocessCount,
  }
  assert.deepEqual(
    counts,
    {
      successIndicatorCount: good,
      successGroupCount: 1,
      successAssociationCount: good,
      errorCount: bad,
      unprocessCount: 0,
    },
    `batch job ${id}`,
  )
}

const statusOf = async (place: Place, id: number): Promise<Json> =>
  at(await call(place, 'GET', `/batch/${id}?includeAdditional=true`), 'data.batchStatus') as Json

async function completed(place: Place, id: number): Promise<Json> {
  return until(() => statusOf(place, id), isCompleted, 120)
}
