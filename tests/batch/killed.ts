// A platform that is given a file and says how far it has come, until it is killed.

import { batchPlatform, defaults } from './platform.ts'

const [database = '', count = '0'] = process.argv.slice(2)
const platform = await batchPlatform({ database })
const { body } = await platform.call('POST', '/batch', { ...defaults, haltOnError: false })
const { batchId } = body.data as { batchId: number }
const indicator = Array.from({ length: Number(count) }, (_, at) => ({
  type: 'Host',
  summary: at % 100 === 0 ? `bad ${at}` : `k${at}.example.com`,
  tag: [{ name: `t${at % 7}` }],
  // Twice the same: a chunk that were run again would not make four of them.
  attribute: [
    { type: 'Title', value: `${at}` },
    { type: 'Title', value: `${at}` },
  ],
  associatedGroups: [{ groupXid: 'k-1' }],
}))
const group = [{ type: 'Threat', name: 'k', xid: 'k-1' }]
await platform.call('POST', `/batch/${batchId}`, { indicator, group })
for (let isDone = false; !isDone; ) {
  const { body } = await platform.call('GET', `/batch/${batchId}?includeAdditional=true`)
  const { batchStatus } = body.data as { batchStatus: Record<string, unknown> }
  process.stdout.write(`${JSON.stringify(batchStatus)}\n`)
  isDone = batchStatus.status === 'Completed'
  await new Promise((resolve) => setTimeout(resolve, 1))
}
await platform.close()
