// What a person finds after a crash, with a wrong file, on a taken port: the server as its own process on a real file.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { createServer, OptionError, StoreError } from '@tcex/server'
import { TcEx } from 'tcex'

const bin = new URL('../../packages/cli/bin/tcex.js', import.meta.url).pathname

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tcex-durability-'))
})
after(() => rm(folder, { recursive: true, force: true }))

interface Running {
  readonly child: ChildProcess
  readonly started: { url: string; accessId: string; secretKey: string; token: string }
  readonly log: () => string
}

async function serve(...flags: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [bin, 'serve', '--port', '0', '--json', ...flags])
  let log = ''
  child.stderr.on('data', (chunk) => {
    log += chunk
  })
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => assert.fail(`the server did not start: ${log}`)),
  ])
  return { child, started: JSON.parse(line), log: () => log }
}

async function stop({ child }: Running, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit')
  child.kill(signal)
  const [code] = await exited
  return code
}

const clientOf = ({ started: { url, token } }: Running) => new TcEx({ apiUrl: url, token, retries: 0 })

describe('kill -9 during writes', () => {
  for (let round = 1; round <= 4; round += 1) {
    it(`leaves every acknowledged write, whole (round ${round})`, async () => {
      const database = join(folder, `kill-${round}.db`)
      const running = await serve('--database', database)
      const acknowledged = await writeUntilDead(running, 40 * round)
      assert.ok(acknowledged.size > 0)

      const server = await createServer({ database })
      const tcex = new TcEx({ fetch: server.fetch, ...server.credentials })
      const found = new Map<string, boolean>()
      for await (const { name, tag } of tcex.ti.campaign().many({ params: { includes: ['tags'] } })) {
        assert.equal(found.has(name), false, 'nothing is there twice')
        found.set(name, (tag?.length ?? 0) === 1)
      }
      await server.close()
      for (const [name, tagged] of acknowledged) {
        assert.ok(found.has(name), `${name} was acknowledged and is gone`)
        if (tagged) assert.equal(found.get(name), true, `the tag of ${name} was acknowledged and is gone`)
      }
    })
  }

  /** Writes from several hands until so many were acknowledged, kills the server in the middle, and tells which were. */
  async function writeUntilDead(running: Running, enough: number): Promise<ReadonlyMap<string, boolean>> {
    const tcex = clientOf(running)
    const acknowledged = new Map<string, boolean>()
    const exited = once(running.child, 'exit')
    const hand = async (number: number) => {
      for (let count = 0; ; count += 1) {
        const campaign = tcex.ti.campaign({ name: `${number}-${count}`, firstSeen: '2020-01-01' })
        if (!(await campaign.create()).ok) return
        acknowledged.set(`${number}-${count}`, false)
        if (!(await campaign.addTag({ name: 'kept' })).ok) return
        acknowledged.set(`${number}-${count}`, true)
        if (acknowledged.size >= enough) running.child.kill('SIGKILL')
      }
    }
    await Promise.allSettled(Array.from({ length: 8 }, (_, number) => hand(number)))
    await exited
    return acknowledged
  }
})

describe('a file that is served again', () => {
  it('keeps its items, its owner and its credentials', async () => {
    const database = join(folder, 'again.db')
    const first = await serve('--database', database, '--owner', 'First Org')
    const created = await clientOf(first).ti.adversary({ name: 'kept' }).create()
    assert.equal(await stop(first, 'SIGTERM'), 0)

    const second = await serve('--database', database)
    const { url: _first, ...before } = first.started
    const { url: _second, ...later } = second.started
    assert.deepEqual(later, before)
    const read = await clientOf(second)
      .ti.adversary({ uniqueId: created.data?.id ?? 0 })
      .single()
    assert.deepEqual([read.data?.name, read.data?.owner?.name], ['kept', 'First Org'])
    assert.equal(await stop(second, 'SIGINT'), 0)
  })

  it('takes credentials that are given over those it has', async () => {
    const database = join(folder, 'again.db')
    const given = ['--access-id', '777', '--secret-key', 'another secret', '--token', 'APIV2:another:token']
    const running = await serve('--database', database, ...given)
    const { url, accessId, secretKey, token } = running.started
    assert.deepEqual([accessId, secretKey, token], ['777', 'another secret', 'APIV2:another:token'])
    const signed = await new TcEx({ apiUrl: url, accessId, secretKey }).ti.owner().single({ uniqueId: 1 })
    assert.equal(signed.status, 200)
    await stop(running, 'SIGTERM')
  })

  it('has a second organization when another owner is named, and the user reaches both', async () => {
    const database = join(folder, 'again.db')
    const server = await createServer({ database, owner: 'Second Org' })
    const tcex = new TcEx({ fetch: server.fetch, ...server.credentials })
    const names: string[] = []
    for await (const { name } of tcex.ti.owner().many()) names.push(name)
    assert.deepEqual(names, ['Second Org', 'First Org'])
    const kept: string[] = []
    for await (const { name } of tcex.ti.group({ owner: 'First Org' }).many()) kept.push(name)
    assert.deepEqual(kept, ['kept'])
    for await (const group of tcex.ti.group().many()) assert.fail(`${group.name} is not in the default owner`)
    await server.close()
  })

  it('may be served twice at once, also by one process', async () => {
    const database = join(folder, 'twice.db')
    const servers = [await createServer({ database }), await createServer({ database })]
    const clients = servers.map(({ fetch, credentials }) => new TcEx({ fetch, ...credentials }))
    const writes = Array.from({ length: 40 }, (_, n) =>
      clients[n % 2]?.ti.adversary({ name: `${n}` }).create(),
    )
    assert.deepEqual(new Set((await Promise.all(writes)).map((answer) => answer?.status)), new Set([201]))
    let count = 0
    for await (const _group of clients[0]?.ti.group().many() ?? []) count += 1
    assert.equal(count, 40)
    for (const server of servers) await server.close()
  })

  it('without the key of its secrets says what is missing, and opens with new ones', async () => {
    const database = join(folder, 'again.db')
    await rm(`${database}.key`)
    await assert.rejects(createServer({ database }), (error) => {
      assert.ok(error instanceof StoreError)
      assert.match(error.message, /encrypted with another key/)
      return true
    })
    assert.equal((await readdir(folder)).includes('again.db.key'), false)
    const server = await createServer({ database, secretKey: 'a new secret', token: 'a:new:token' })
    assert.equal(server.credentials.secretKey, 'a new secret')
    await server.close()
  })
})

describe('a database that cannot be used', () => {
  const refused = async (database: string, message: RegExp) => {
    await assert.rejects(createServer({ database }), (error) => {
      assert.ok(error instanceof StoreError)
      assert.match(error.message, message)
      return true
    })
  }

  it('is refused where the file is no database, and left as it is', async () => {
    const database = join(folder, 'text.db')
    await writeFile(database, 'this is a text, and long enough to be no database at all. '.repeat(50))
    const before = await readFile(database)
    await refused(database, /not a SQLite database; choose another path/)
    assert.deepEqual(await readFile(database), before)
    assert.equal((await readdir(folder)).includes('text.db.key'), false)
  })

  it('is refused where another program made it, and left as it is', async () => {
    const database = join(folder, 'other.db')
    const other = new DatabaseSync(database)
    other.exec("create table notes (text); insert into notes values ('mine')")
    other.close()
    await refused(database, /made by another program/)
    const again = new DatabaseSync(database)
    assert.deepEqual(again.prepare("select name from sqlite_schema where type = 'table'").all().length, 1)
    again.close()
    assert.equal((await readdir(folder)).includes('other.db.key'), false)
  })

  it('is refused where a newer version wrote it', async () => {
    const database = join(folder, 'newer.db')
    await (await createServer({ database })).close()
    const raw = new DatabaseSync(database)
    raw.exec('pragma user_version = 999')
    raw.close()
    await refused(database, /schema version 999/)
  })

  it('is refused where its folder is not there', () =>
    refused(join(folder, 'no', 'such', 'folder.db'), /folder does not exist or may not be written/))

  it('is refused by the command in one sentence and exit code 1', async () => {
    const child = spawn(process.execPath, [
      bin,
      'serve',
      '--port',
      '0',
      '--database',
      join(folder, 'text.db'),
    ])
    let output = ''
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    const [code] = await once(child, 'exit')
    assert.equal(code, 1)
    assert.match(
      output,
      /^The database ".*text\.db" cannot be opened: the file is not a SQLite database; .*\n$/,
    )
  })
})

describe('a port', () => {
  it('that another program uses is named, with what to do', async () => {
    const taken = createSocketServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    const server = await createServer()
    await assert.rejects(server.listen({ port }), (error) => {
      assert.ok(error instanceof OptionError)
      assert.match(
        error.message,
        new RegExp(`Port ${port} on 127\\.0\\.0\\.1 cannot be opened: another program`),
      )
      return true
    })
    await server.close()
    taken.close()
  })

  it('is on loopback unless told otherwise', async () => {
    const server = await createServer()
    assert.match((await server.listen()).url, /^http:\/\/127\.0\.0\.1:\d+\/api$/)
    await server.close()
    await server.close()
  })
})

describe('secrets', () => {
  it('stand in the clear neither in the database, nor in its write-ahead log, nor in the debug log', async () => {
    const database = join(folder, 'secret.db')
    const secretKey = 'S3cretKeyOfThisTest/+='
    const token = 'APIV2:9:T0kenOfThisTest:/+='
    const credentials = ['--access-id', '4711', '--secret-key', secretKey, '--token', token]
    const running = await serve('--database', database, '--log-level', 'debug', ...credentials)
    const { url } = running.started
    for (const client of [
      new TcEx({ apiUrl: url, token }),
      new TcEx({ apiUrl: url, accessId: '4711', secretKey }),
      new TcEx({ apiUrl: url, accessId: '4711', secretKey: `${secretKey}x` }),
      new TcEx({ apiUrl: url, token: `${token}x` }),
    ]) {
      await client.ti.adversary({ name: 'a' }).create()
      await client.ti.adversary({ uniqueId: 1 }).single()
    }
    await fetch(`${url}/v2/owners?token=${encodeURIComponent(token)}`, {
      headers: { authorization: `TC-Token ${token}` },
    })
    await stop(running, 'SIGKILL')
    const files = (await readdir(folder)).filter(
      (name) => name.startsWith('secret.db') && !name.endsWith('.key'),
    )
    assert.ok(files.includes('secret.db-wal'))
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'latin1')))
    assert.ok(running.log().includes('/api/v2/groups/adversaries'), 'the debug log names the calls')
    for (const text of [...texts, running.log()]) {
      for (const secret of [secretKey, token]) {
        assert.equal(text.includes(secret), false)
        assert.equal(text.includes(Buffer.from(secret).toString('base64')), false)
        assert.equal(text.includes(encodeURIComponent(secret)), false)
      }
    }
  })

  it('lie under a key that only its user can read', async () => {
    const { mode } = await stat(join(folder, 'secret.db.key'))
    assert.equal(mode & 0o777, 0o600)
  })

  it('are refused under a key file that holds something else', async () => {
    const database = join(folder, 'badkey.db')
    await writeFile(`${database}.key`, 'nonsense')
    await chmod(`${database}.key`, 0o600)
    await assert.rejects(createServer({ database }), /does not hold a key of 64 hexadecimal digits/)
  })
})

describe('closing', () => {
  it('lets what runs finish, and refuses what comes after', async () => {
    const server = await createServer()
    const { url } = await server.listen()
    const tcex = new TcEx({ apiUrl: url, ...server.credentials, retries: 0 })
    const running = Array.from({ length: 20 }, (_, number) =>
      tcex.ti.adversary({ name: `${number}` }).create(),
    )
    await Promise.race(running)
    const closed = server.close()
    const answers = await Promise.allSettled(running)
    await closed
    for (const answer of answers) {
      if (answer.status === 'fulfilled') assert.ok([201, 503].includes(answer.value.status))
    }
    await assert.rejects(tcex.ti.adversary({ name: 'late' }).create())
  })
})
