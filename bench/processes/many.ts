// A client that reads a list to its end, or as far as it is told to: by the SDK, or by a bare loop over the same pages.

import { TcEx } from 'tcex'

export interface ManyInput {
  readonly url: string
  readonly token: string
  readonly by: 'sdk' | 'loop'
  readonly pageSize: number
  readonly most: number
}

const { url, token, by, pageSize, most } = JSON.parse(process.argv[2] ?? '') as ManyInput

async function bySdk(): Promise<number> {
  const tcex = new TcEx({ apiUrl: url, token })
  let read = 0
  const list = tcex.ti.indicator().many({ params: { resultLimit: pageSize } })
  for await (const { id } of list) {
    if (typeof id !== 'number') throw new TypeError('an indicator without an id')
    read += 1
    if (read === most) break
  }
  return read
}

async function byLoop(): Promise<number> {
  let read = 0
  while (read < most) {
    const query = `resultStart=${read}&resultLimit=${pageSize}`
    const answer = await fetch(`${url}/v2/indicators?${query}`, {
      headers: { authorization: `TC-Token ${token}` },
    })
    const { data } = JSON.parse(await answer.text()) as { data: { indicator: readonly unknown[] } }
    read += data.indicator.length
    if (data.indicator.length < pageSize) break
  }
  return read
}

const started = performance.now()
const read = await (by === 'sdk' ? bySdk() : byLoop())
console.log(JSON.stringify({ read, ms: performance.now() - started }))
