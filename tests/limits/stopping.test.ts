// What becomes of what runs when a server is told to stop.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, describe, it } from 'node:test'
import { at, isCompleted, startOverHttp, until } from '@tcex/testkit'
import { inFolder } from '../conformance/folder.ts'

const bin = join(import.meta.dirname, '../../packages/cli/bin/tcex.js')

interface Running {
  readonly child: ChildProcess
  call(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>
  /** A call that its client never brings to an end. */
  stall(path: string): Promise<void>
}

async function serve(database: string): Promise<Running> {
  const flags = ['serve', '--port', '0', '--json', '--database', database, '--close-timeout', '1']
  const child = spawn(process.execPath, ['-C', 'tcex-source', bin, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const [line] = await once(createInterface(child.stdout), 'line')
  const { url, token } = JSON.parse(line)
  const authorization = `TC-Token ${token}`
  return {
    child,
    call: async (method, path, body) => {
      const init = body === undefined ? {} : { body: JSON.stringify(body) }
      const response = await fetch(`${url}/v2${path}`, { method, headers: { authorization }, ...init })
      return { status: response.status, json: await response.json() }
    },
    stall: async (path) => {
      const { hostname, port } = new URL(url)
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      const head = [`POST /api/v2${path} HTTP/1.1`, 'Host: x', `Authorization: ${authorization}`]
      const bytes = [...head, 'Content-Length: 9000000', '', 'x'.repeat(2_000_000)].join('\r\n')
      await new Promise((resolve) => socket.write(bytes, resolve))
    },
  }
}

async function end({ child }: Running, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit')
  child.kill(signal)
  const [code] = await exited
  return code
}

/** Servers that a test did not come to end. */
const running = new Set<ChildProcess>()
after(() => {
  for (const child of running) child.kill('SIGKILL')
})

describe('a server that is told to stop', () => {
  it('answers what runs, stops a batch between two chunks, cuts off who is slow, and ends with 0', () =>
    inFolder(async (folder) => {
      const database = join(folder, 'tcex.db')
      const first = await serve(database)
      await first.call('POST', '/groups/documents', { name: 'd', fileName: 'd' })
      await first.stall('/groups/documents/1/upload')
      const job = { owner: 'MyOrg', action: 'Create', attributeWriteType: 'Append', haltOnError: false }
      const id = at((await first.call('POST', '/batch', { ...job, version: 'V2' })).json, 'data.batchId')
      const indicator = Array.from({ length: 8000 }, (_, number) => ({
        type: 'Host',
        summary: `h${number}.example.com`,
      }))
      assert.equal((await first.call('POST', `/batch/${id}`, { indicator })).status, 202)
      const calls = Array.from({ length: 20 }, (_, number) =>
        first.call('POST', '/groups/threats', { name: `${number}` }).then(
          ({ status }) => status,
          () => undefined,
        ),
      )
      await Promise.race(calls)
      assert.equal(await end(first, 'SIGTERM'), 0)
      const statuses = await Promise.all(calls)

      const second = await serve(database)
      const threats = (await second.call('GET', '/groups/threats')).json
      const kept = at(threats, 'data.resultCount') as number
      assert.ok(kept >= statuses.filter((status) => status === 201).length)
      const status = async () =>
        at((await second.call('GET', `/batch/${id}`)).json, 'data.batchStatus') as Record<string, unknown>
      assert.equal((await until(status, isCompleted)).successCount, indicator.length)
      assert.equal((await second.call('GET', '/groups/documents/1/download')).status, 404)
      assert.equal(await end(second, 'SIGTERM'), 0)
    }))

  it('waits no longer than it is told to, also when it is told within the process', async () => {
    const server = await startOverHttp({ limits: { closeTimeout: 200 } })
    await server.call('POST', '/v2/groups/documents', { body: { name: 'd', fileName: 'd' } })
    const { port, hostname } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    const token = `Authorization: TC-Token ${server.server.credentials.token}`
    const head = [
      'POST /api/v2/groups/documents/1/upload HTTP/1.1',
      'Host: x',
      token,
      'Content-Length: 9000000',
    ]
    const closed = new Promise((resolve) => socket.resume().on('error', resolve).on('close', resolve))
    await new Promise((resolve) => socket.write([...head, '', 'x'.repeat(2_000_000)].join('\r\n'), resolve))
    await server.close()
    await closed
  })
})
