// Sends odd requests to every route, and odd files to batch jobs, until there were enough of them or one was answered as
// none should be:
//   npm run fuzz -- --runs 5000 --seed 7 --path 1234:0:1

import { parseArgs } from 'node:util'
import { fuzzBatches, fuzzRequests } from './run.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    path: { type: 'string' },
    only: { type: 'string' },
  },
})

const options = {
  seed: Number(values.seed),
  runs: Number(values.runs),
  ...(values.path ? { path: values.path } : {}),
}
console.log(
  `Seed ${options.seed}. The same again: npm run fuzz -- --runs ${options.runs} --seed ${options.seed}`,
)
try {
  if (values.only !== 'batches') {
    const statuses = [...(await fuzzRequests(options))].sort(([left], [right]) => left - right)
    console.log(`Requests by status: ${statuses.map(([status, count]) => `${status}: ${count}`).join(', ')}`)
  }
  if (values.only !== 'requests') {
    await fuzzBatches({ ...options, runs: Math.ceil(options.runs / 20) })
    console.log('Every batch job came to its end.')
  }
} catch (error) {
  console.error((error as Error).message)
  console.error(`Again: npm run fuzz -- --seed ${options.seed} --path <path> --only requests (or batches)`)
  process.exitCode = 1
}
