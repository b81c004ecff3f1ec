// A client that brings indicators to a platform by the SDK's batch.

import { TcEx } from 'tcex'
import { indicatorAt } from '../data.ts'
import type { ClientLine, IngestInput } from '../ingest.ts'

const input = JSON.parse(process.argv[2] ?? '') as IngestInput & { url: string; token: string }
const tcex = new TcEx({ apiUrl: input.url, token: input.token })

function* rows() {
  for (let number = input.from; number < input.from + input.count; number += 1) {
    const row = indicatorAt(number)
    yield input.labels && number % 10 === 0 ? { ...row, securityLabel: [{ name: 'TLP:AMBER' }] } : row
  }
}

const started = performance.now()
const say = (line: Omit<ClientLine, 'ms'>) =>
  console.log(JSON.stringify({ ...line, ms: performance.now() - started } satisfies ClientLine))

let told = 0
const report = await tcex
  .batch({
    onProgress: ({ landed, refused }) => {
      if (landed === told) return
      told = landed
      say({ done: false, landed, refused })
    },
  })
  .run(rows() as Iterable<never>)
say({ done: true, landed: report.landed, refused: report.refused.length })
