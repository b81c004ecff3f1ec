// Backups, and databases that move: taken from a terminal while a server runs, given back, and served again.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { createServer } from '@tcex/server'
import { TcEx } from 'tcex'
import { newPostgresDatabase, withoutPostgres } from '../../packages/server/src/store/testing/databases.ts'
import { run } from './program.ts'

const bin = new URL('../../packages/cli/bin/tcex.js', import.meta.url).pathname

let folder: string
let child: ChildProcess
let credentials: { url: string; accessId: string; secretKey: string; token: string }

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tcex-copies-'))
  child = spawn(process.execPath, [
    bin,
    'serve',
    '--port',
    '0',
    '--json',
    '--database',
    join(folder, 'tcex.db'),
  ])
  const [line] = await once(createInterface(child.stdout ?? assert.fail()), 'line')
  credentials = JSON.parse(line)
})

after(async () => {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  await rm(folder, { recursive: true, force: true })
})

/** Keys of databases that have a server of their own lie in a folder of settings. */
const tcex = (...words: readonly string[]) =>
  run(process.execPath, [bin, ...words], folder, { XDG_CONFIG_HOME: folder })

async function refused(message: RegExp, ...words: readonly string[]): Promise<void> {
  const before = await readdir(folder)
  const { code, out, err } = await tcex(...words)
  assert.deepEqual([code, out], [1, ''])
  assert.match(err, message)
  assert.ok(!err.includes('    at '), err)
  assert.deepEqual(await readdir(folder), before)
}

const content = new Uint8Array(2_500_000).map((_, index) => index % 251)

/** Something of everything that takes a table of its own. */
async function fill(client: TcEx): Promise<void> {
  const document = client.ti.document({ name: 'report', fileName: 'report.bin' })
  await document.create()
  assert.equal((await document.upload({ content })).status, 200)
  for (let index = 0; index < 40; index += 1) {
    const address = client.ti.address({ ip: `203.0.113.${index}`, rating: 3 })
    await address.create()
    await address.addTag({ name: `tag ${index % 3} ü` })
    await address.addAttribute({ attributeType: 'Description', attributeValue: `line\n"${index}"` })
    await address.addLabel({ label: 'TLP:AMBER' })
    await address.addAssociation({ target: document })
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** What a client reads of it, with the links and the last seconds of any clock left out. */
async function readAll(client: TcEx): Promise<unknown> {
  const includes = ['attributes', 'tags', 'labels'] as const
  const addresses = await all(client.ti.address({}).many({ params: { includes } }))
  const [document] = await all(client.ti.document({}).many())
  const uniqueId = document?.id ?? assert.fail()
  const bytes = await (await client.ti.document({ uniqueId }).download()).bytes()
  assert.deepEqual(bytes, content)
  const linked = await all(client.ti.document({ uniqueId }).indicatorAssociations())
  return JSON.parse(
    JSON.stringify({ addresses, document, linked }, (key, value) => (key === 'webLink' ? null : value)),
  )
}

async function readFromFile(database: string): Promise<unknown> {
  const server = await createServer({ database })
  try {
    const { accessId, secretKey } = credentials
    return await readAll(new TcEx({ fetch: server.fetch, accessId, secretKey, retries: 0 }))
  } finally {
    await server.close()
  }
}

describe('a backup', () => {
  let client: TcEx
  let original: unknown
  const backup = () => join(folder, 'backup.db')

  before(async () => {
    client = new TcEx({ apiUrl: credentials.url, token: credentials.token, retries: 0 })
    await fill(client)
    original = await readAll(client)
  })

  it('is taken while the server runs and is written to, and holds what was there when it began', async () => {
    let writing = true
    const writes = (async () => {
      for (let index = 0; writing; index += 1)
        await client.ti.host({ hostName: `h${index}.example` }).create()
    })()
    const { code, out, err } = await tcex('backup', backup(), '--json')
    writing = false
    await writes
    assert.deepEqual([code, err], [0, ''])
    const { rows, total, keyFile } = JSON.parse(out)
    assert.equal(keyFile, `${backup()}.key`)
    assert.equal(rows.item_tag, 40)
    assert.equal(rows.upload_part > 1, true)
    assert.equal(
      total,
      Object.values<number>(rows).reduce((sum, count) => sum + count, 0),
    )
    assert.deepEqual(await readFromFile(backup()), original)
  })

  it('is readable by its user only, as is its key, and leaves nothing else behind', async () => {
    for (const file of [backup(), `${backup()}.key`]) assert.equal((await stat(file)).mode & 0o077, 0, file)
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.includes('partial')),
      [],
    )
  })

  it('replaces no file', async () => {
    const size = (await stat(backup())).size
    await refused(/There is a file ".*backup\.db" already, which stays as it is/, 'backup', backup())
    assert.equal((await stat(backup())).size, size)
  })

  it('is restored where there is none, with the credentials and the items of then', async () => {
    const { code, out, err } = await tcex('restore', backup(), '--database', 'restored.db')
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /rows of .*backup\.db are in restored\.db, each compared with its original\./)
    assert.match(out, /The key of its secrets is in restored\.db\.key/)
    assert.deepEqual(await readFromFile(join(folder, 'restored.db')), original)
  })

  it('is restored over what is there when that is said, and not before', async () => {
    const database = join(folder, 'restored.db')
    const server = await createServer({ database })
    await new TcEx({ fetch: server.fetch, ...server.credentials }).ti
      .address({ uniqueId: '203.0.113.1' })
      .delete()
    await server.close()
    await refused(
      /"restored\.db" already, .* or allow it to be replaced/,
      'restore',
      backup(),
      '--database',
      'restored.db',
    )
    const { code, err } = await tcex('restore', backup(), '--database', 'restored.db', '--force')
    assert.deepEqual([code, err], [0, ''])
    assert.deepEqual(await readFromFile(database), original)
  })

  it('goes on counting where the original stood', async () => {
    const server = await createServer({ database: join(folder, 'restored.db') })
    const made = await new TcEx({ fetch: server.fetch, ...server.credentials }).ti
      .host({ hostName: 'new.example' })
      .create()
    await server.close()
    const { addresses } = original as { addresses: readonly { readonly id: number }[] }
    assert.ok((made.data?.id ?? 0) > Math.max(...addresses.map(({ id }) => id)))
  })

  it('that is damaged or is no database is refused, and nothing is made of it', async () => {
    await writeFile(
      join(folder, 'text.db'),
      'this is no database at all, but long enough to be looked at\n'.repeat(20),
    )
    await refused(
      /text\.db" cannot be opened: the file is not a SQLite database/,
      'restore',
      'text.db',
      '--database',
      'new.db',
    )
    const bytes = await readFile(backup())
    bytes.fill(0, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 200_000)
    await writeFile(join(folder, 'damaged.db'), bytes)
    const { code, err } = await tcex('restore', 'damaged.db', '--database', 'new.db')
    assert.equal(code, 1)
    assert.match(err, /malformed|could not be written|not the same rows|differs/)
    assert.ok(!(await readdir(folder)).some((name) => name.startsWith('new.db')))
  })

  it('of nothing, or into nowhere, is refused by name', async () => {
    await refused(/There is no database "missing\.db"/, 'backup', 'x.db', '--database', 'missing.db')
    await refused(/There is no database "missing\.db"/, 'restore', 'missing.db', '--database', 'x.db')
    await refused(
      /"nowhere\/x\.db\.partial" cannot be opened: .*folder does not exist/,
      'backup',
      'nowhere/x.db',
    )
    await refused(/in memory ends with its process/, 'backup', 'x.db', '--database', ':memory:')
  })

  it('moves to PostgreSQL with one command, and back, and is served from either', {
    skip: withoutPostgres,
  }, async () => {
    const { options, drop } = await newPostgresDatabase()
    const { database } = options
    try {
      const away = await tcex('database', 'copy', backup(), database, '--json')
      assert.deepEqual([away.code, away.err], [0, ''])
      const { keyFile, to } = JSON.parse(away.out)
      assert.ok(keyFile.startsWith(folder), keyFile)
      assert.doesNotMatch(to, /:[^/@]*@/)
      await refused(/holds rows already .*nothing was changed/, 'database', 'copy', backup(), database)
      const back = await tcex('database', 'copy', database, 'back.db')
      assert.deepEqual([back.code, back.err], [0, ''])
      assert.deepEqual(await readFromFile(join(folder, 'back.db')), original)
      const served = await tcex('user', 'list', '--database', database, '--json')
      assert.equal(served.code, 0, served.err)
    } finally {
      await drop()
    }
  })
})
