// Asks a server of its own for ten times what it takes on at once, for a minute unless told otherwise, and looks at what
// becomes of it:
//   npm run overload -- --seconds 60 --times 10

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Child, startChild } from '../conformance/child.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    times: { type: 'string', default: '10' },
    calls: { type: 'string', default: '64' },
  },
})

const seconds = Number(values.seconds)
const calls = Number(values.calls)
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

interface Sample {
  readonly status: number
  readonly milliseconds: number
}

/** One call: a page, a look-up or a write. */
function ask({ url, token }: Child, number: number): Promise<Sample> {
  const [method, path, body] = [
    ['GET', '/v2/groups?resultLimit=500&includes=tags', ''],
    ['GET', '/v2/indicators/hosts/h2.example.com', ''],
    [
      'POST',
      '/v2/indicators/hosts',
      JSON.stringify({ hostName: `h${number % 5000}.example.com`, rating: 3 }),
    ],
  ][number % 3] as [string, string, string]
  const asked = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { authorization: `TC-Token ${token}`, 'content-length': Buffer.byteLength(body) }
    const sent = request(url + path, { method, headers, agent }, (response) => {
      const milliseconds = performance.now() - asked
      response.resume().once('end', () => resolve({ status: response.statusCode ?? 0, milliseconds }))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

/** Memory of a process in MiB. */
const memoryOf = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

const percentile = (sorted: readonly number[], part: number): number =>
  Math.round(sorted[Math.floor(sorted.length * part)] ?? 0)

async function overload(server: Child, pid: number): Promise<void> {
  const counts = new Map<number, number>()
  const taken: number[] = []
  const until = Date.now() + seconds * 1000
  let number = 0
  let broken = 0
  const hand = async () => {
    while (Date.now() < until) {
      number += 1
      try {
        const { status, milliseconds } = await ask(server, number)
        counts.set(status, (counts.get(status) ?? 0) + 1)
        taken.push(milliseconds)
        // Whoever is refused comes again, earlier than it was asked to.
        if (status === 503) await setTimeout(100)
      } catch {
        broken += 1
      }
    }
  }
  const memory: number[] = []
  const watch = setInterval(() => memory.push(memoryOf(pid)), (seconds * 1000) / 12)
  await Promise.all(Array.from({ length: calls * Number(values.times) }, hand))
  clearInterval(watch)
  const sorted = taken.toSorted((left, right) => left - right)
  const statuses = [...counts].sort().map(([status, count]) => `${count} times ${status}`)
  console.log(
    `${calls} calls at once are taken on, ${calls * Number(values.times)} were asked for, ${seconds} s long:`,
  )
  console.log(`  answers: ${statuses.join(', ')}; without an answer: ${broken}`)
  console.log(
    `  half came within ${percentile(sorted, 0.5)} ms, 99 of 100 within ${percentile(sorted, 0.99)} ms`,
  )
  console.log(`  memory of the server, MiB: ${memory.join(' ')}`)
  assert.equal(broken, 0, 'every call has an answer')
  assert.ok(
    [...counts.keys()].every((status) => [200, 201, 503].includes(status)),
    'no other answer than these',
  )
  const [early = 0, late = 0] = [memory[3], memory.at(-1)]
  assert.ok(late < 1.5 * early, 'memory does not grow')
}

async function isAsAlways(server: Child): Promise<void> {
  const taken: number[] = []
  for (let number = 0; number < 300; number += 1) {
    const { status, milliseconds } = await ask(server, number)
    assert.ok([200, 201].includes(status), `afterwards ${status}`)
    taken.push(milliseconds)
  }
  const sorted = taken.toSorted((left, right) => left - right)
  console.log(`  afterwards, one by one: half within ${percentile(sorted, 0.5)} ms, every one answered`)
}

const folder = mkdtempSync(join(tmpdir(), 'tcex-overload-'))
const server = await startChild({ database: join(folder, 'tcex.db'), limits: { calls, waitTimeout: 250 } })
try {
  for (let number = 0; number < 600; number += 1) await ask(server, number)
  await overload(server, server.pid)
  await isAsAlways(server)
} finally {
  agent.destroy()
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
}
