// What an administrator does from a terminal, with a server running on the same file.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { TcEx } from 'tcex'
import { run } from './program.ts'

const bin = new URL('../../packages/cli/bin/tcex.js', import.meta.url).pathname

let folder: string
let database: string
let child: ChildProcess
let url: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tcex-administration-'))
  database = join(folder, 'tcex.db')
  child = spawn(process.execPath, [bin, 'serve', '--port', '0', '--json', '--database', database])
  const lines = createInterface(child.stdout ?? assert.fail())
  const [line] = await once(lines, 'line')
  url = JSON.parse(line).url
})

after(async () => {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  await rm(folder, { recursive: true, force: true })
})

const tcex = (...words: readonly string[]) =>
  run(process.execPath, [bin, ...words, '--database', database], folder)

/** What a command prints with --json, where it does what it was asked. */
async function json<T>(...words: readonly string[]): Promise<T> {
  const { code, out, err } = await tcex(...words, '--json')
  assert.deepEqual([code, err], [0, ''])
  assert.equal(out.split('\n').length, 2, out)
  return JSON.parse(out)
}

async function refused(message: RegExp, ...words: readonly string[]): Promise<void> {
  const { code, out, err } = await tcex(...words)
  assert.deepEqual([code, out], [1, ''])
  assert.match(err, message)
  assert.ok(err.trim().split('\n').length <= 2 && !err.includes('    at '), err)
}

interface Key {
  readonly userName: string
  readonly accessId: string
  readonly secretKey: string
}

describe('tcex user, token, owner and audit', () => {
  it('let a reader in with a key and with a token, who then can only read', async () => {
    const key = await json<Key>('user', 'add', 'jane', '--role', 'read-only', '--first-name', 'Jane')
    const { token, expires } = await json<{ token: string; expires: string }>('token', 'add', 'jane')
    assert.match(expires, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    for (const credentials of [{ accessId: key.accessId, secretKey: key.secretKey }, { token }]) {
      const client = new TcEx({ apiUrl: url, ...credentials })
      const names: string[] = []
      for await (const { name } of client.ti.owner().many()) names.push(name)
      assert.deepEqual(names, ['MyOrg'])
      const response = await client.ti.group({ groupType: 'Adversary', name: 'x' }).create()
      assert.equal(response.status, 401)
      assert.match(
        response.message ?? '',
        /role in the owner "MyOrg" is read-only; the call needs the role user/,
      )
    }
  })

  it('change what a user may do while the server runs', async () => {
    await json('owner', 'add', 'Common Community', '--type', 'community')
    const { token } = await json<{ token: string }>('token', 'add', 'jane', '--expires', '4h')
    const client = new TcEx({ apiUrl: url, token })
    const create = () =>
      client.ti.group({ groupType: 'Adversary', name: 'x', owner: 'Common Community' }).create()
    assert.equal((await create()).status, 403)
    await json('user', 'role', 'jane', 'Common Community', 'user')
    assert.equal((await create()).status, 201)
    assert.deepEqual(await json('owner', 'members', 'Common Community'), [{ userName: 'jane', role: 'user' }])
    const tokens = await json<{ id: number; userName: string }[]>('token', 'list')
    const last = tokens.filter(({ userName }) => userName === 'jane').at(-1)
    await json('token', 'revoke', String(last?.id))
    assert.equal((await create()).status, 401)
  })

  it('give a new key in place of the old one, and end a user’s access', async () => {
    const old = await json<Key>('user', 'add', 'joe', '--access-id', 'joes-id')
    const renewed = await json<Key>('user', 'key', 'joe')
    assert.deepEqual([old.accessId, renewed.accessId], ['joes-id', 'joes-id'])
    const status = async ({ accessId, secretKey }: Key) =>
      (await new TcEx({ apiUrl: url, accessId, secretKey }).ti.address({ ip: '1.1.1.1' }).create()).status
    assert.deepEqual([await status(old), await status(renewed)], [401, 201])
    await json('user', 'remove', 'joe')
    assert.equal(await status(renewed), 401)
    const users = await json<Key[]>('user', 'list')
    assert.equal(
      users.some(({ userName }) => userName === 'joe'),
      false,
    )
  })

  it('show what was written by whom, once through the API and once at the database', async () => {
    const { out } = await tcex('audit', '--json')
    const entries = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const written = entries.find(({ method, who }) => method === 'POST' && who === 'jane')
    assert.equal(written.path, '/api/v2/groups/adversaries')
    assert.deepEqual(
      [written.owner, written.item.type, written.from],
      ['Common Community', 'Adversary', '127.0.0.1'],
    )
    assert.ok(entries.some(({ path }) => path === 'user add jane'))
    const forPeople = await tcex('audit', '--since', '1 hour ago')
    assert.match(
      forPeople.out,
      /jane {2}127\.0\.0\.1 {2}Common Community {2}POST {2}\/api\/v2\/groups\/adversaries {2}Adversary \d+ x\n/,
    )
    assert.equal((await tcex('audit', '--since', 'tomorrow')).out, '')
  })

  it('keep no secret where it can be read', async () => {
    const { secretKey } = await json<Key>('user', 'add', 'quiet')
    const { token } = await json<{ token: string }>('token', 'add', 'quiet', '--expires', 'never')
    for (const file of await readdir(folder)) {
      const bytes = readFileSync(join(folder, file))
      for (const secret of [secretKey, token]) assert.equal(bytes.includes(secret), false, file)
    }
    const list = [await tcex('user', 'list'), await tcex('token', 'list'), await tcex('audit')]
    for (const { out } of list) assert.ok(!out.includes(secretKey) && !out.includes(token))
  })

  it('say in a sentence why something cannot be done', async () => {
    const [first] = await json<Key[]>('user', 'list')
    const cases: readonly (readonly [message: RegExp, ...words: readonly string[]])[] = [
      [/user "jane" is there already/, 'user', 'add', 'jane'],
      [
        /"boss" is no role; the roles are read-only, user, administrator/,
        'user',
        'add',
        'x',
        '--role',
        'boss',
      ],
      [/no owner "Nowhere"/, 'user', 'add', 'x', '--owner', 'Nowhere'],
      [
        /is a Community; a user's own owner is an organization/,
        'user',
        'add',
        'x',
        '--owner',
        'Common Community',
      ],
      [/access id ".+" is another user's/, 'user', 'add', 'x', '--access-id', first?.accessId ?? ''],
      [/neither blanks nor colons/, 'user', 'add', 'x', '--access-id', 'a:b'],
      [/one line of 1 to 255/, 'user', 'add', ' '],
      [/no user "nobody"/, 'user', 'remove', 'nobody'],
      [/the server hands out itself/, 'user', 'remove', first?.userName ?? ''],
      [/has no role in the owner/, 'user', 'role', 'quiet', 'Common Community', 'none'],
      [/no user "nobody"/, 'token', 'add', 'nobody'],
      [/such as 30d, or never/, 'token', 'add', 'jane', '--expires', '4y'],
      [/no token 999/, 'token', 'revoke', '999'],
      [/number of one token, or --user/, 'token', 'revoke'],
      [/number of one token, or --user/, 'token', 'revoke', '1', '--user', 'jane'],
      [/owner "MyOrg" is there already/, 'owner', 'add', 'MyOrg'],
      [
        /no type of owner; the types are Organization, Community, Source/,
        'owner',
        'add',
        'x',
        '--type',
        'Club',
      ],
      [/still has 1 items/, 'owner', 'remove', 'MyOrg'],
      [/"once" is no time/, 'audit', '--since', 'once'],
    ]
    for (const [message, ...words] of cases) await refused(message, ...words)
  })

  it('remove an owner that is empty, and not one that somebody belongs to', async () => {
    await json('owner', 'add', 'Empty', '--administrator', 'jane')
    await json('owner', 'remove', 'Empty')
    await json('owner', 'add', 'Home')
    await json('user', 'add', 'dweller', '--owner', 'Home')
    await refused(/it is the organization of a user/, 'owner', 'remove', 'Home')
  })

  it('never make a database or a key by a slip', async () => {
    const missing = join(folder, 'missing.db')
    const ended = await run(process.execPath, [bin, 'user', 'list', '--database', missing], folder)
    assert.deepEqual([ended.code, ended.out, existsSync(missing)], [1, '', false])
    assert.match(ended.err, /no database ".+missing\.db"; "tcex serve" makes one/)
    await rename(`${database}.key`, `${database}.kept`)
    await refused(/key of the database, the file ".+\.key", is not there/, 'user', 'list')
    await refused(/encrypted with another key/, 'user', 'list', '--encryption-key', 'another key')
    await rename(`${database}.kept`, `${database}.key`)
    await json('user', 'list')
  })
})
