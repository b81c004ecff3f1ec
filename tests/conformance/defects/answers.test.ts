import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { NotFoundError } from 'tcex'
import { collect, rewritten, type Watched, watch } from './watched.ts'

let platform: Watched

before(async () => {
  platform = await watch()
})

after(() => platform.close())

const owner = 'MyOrg'
const file = { name: 'x', fileName: 'a.txt', owner }

describe('defect 10: the upload of a content', () => {
  for (const factory of ['document', 'report'] as const) {
    it(`of a ${factory} names its type, creates by POST, replaces by PUT, and comes back as it was`, async () => {
      const item = platform.tcex.ti[factory](file)
      await item.create()
      for (const [content, update, method] of [
        ['first ü', false, 'POST'],
        ['second', true, 'PUT'],
      ] as const) {
        assert.equal((await item.upload({ content, update })).status, 200)
        const sent = platform.sent.at(-1)
        assert.deepEqual([sent?.method, sent?.headers['content-type']], [method, 'application/octet-stream'])
        assert.equal(await (await item.download()).text(), content)
      }
    })
  }
})

describe('defect 14: dates', () => {
  const zone = process.env.TZ
  const inZone = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    process.env.TZ = name
    try {
      return await run()
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  }
  const created = async (firstSeen: string | Date): Promise<string> => {
    const made = await platform.tcex.ti.campaign({ name: 'camp-3', owner, firstSeen }).create()
    return String(made.data?.firstSeen)
  }

  for (const [given, expected] of [
    ['2019-04-02T03:04:05+09:00', '2019-04-01T18:04:05Z'],
    ['2019-04-02T03:04:05-05:00', '2019-04-02T08:04:05Z'],
    ['2019-04-02T03:04:05Z', '2019-04-02T03:04:05Z'],
    ['2019-04-02T03:04:05', '2019-04-02T03:04:05Z'],
    ['2019-04-02', '2019-04-02T00:00:00Z'],
    [new Date('2019-04-02T03:04:05+09:00'), '2019-04-01T18:04:05Z'],
  ] as const) {
    const shown = typeof given === 'string' ? given : `the Date ${given.toISOString()}`
    it(`${shown} is ${expected}, wherever the client runs`, async () => {
      assert.equal(await inZone('America/New_York', () => created(given)), expected)
      assert.equal(await inZone('Asia/Tokyo', () => created(given)), expected)
    })
  }

  for (const [text, days] of [
    ['now', 0],
    ['3 days ago', 3],
  ] as const) {
    it(`"${text}" counts in UTC, wherever the client runs`, async () => {
      const date = await inZone('America/New_York', () => created(text))
      assert.match(date, /Z$/)
      const off = Math.abs(Date.now() - days * 86_400_000 - Date.parse(date))
      assert.ok(off < 60_000, `${date} is off by ${off} ms`)
    })
  }
})

describe('defect 15: the hash of a content', () => {
  it('is not made of a refusal', async () => {
    const document = platform.tcex.ti.document(file)
    await document.create()
    await assert.rejects(document.fileHash(), NotFoundError)
  })

  it('is that of the bytes, which are asked for as quietly as everything else', async () => {
    const document = platform.tcex.ti.document(file)
    await document.create()
    await document.upload({ content: 'abc' })
    assert.match(await document.fileHash({ hashType: 'sha256' }), /^ba7816bf8f01cfea/)
    const { path, query } = platform.sent.at(-1) ?? {}
    assert.match(String(path), /\/download$/)
    assert.deepEqual([query?.get('createActivityLog'), query?.get('owner')], ['false', owner])
  })
})

describe('defect 17: the deleted indicators of a type', () => {
  const delete1 = async (ip: string) => {
    const address = platform.tcex.ti.address({ ip, owner })
    await address.create()
    await address.delete()
  }
  const read = async () =>
    (await collect(platform.tcex.ti.address({ owner }).deleted())).map(({ summary }) => summary)

  it('come, under whichever key the platform has them', async () => {
    await delete1('1.1.1.1')
    assert.deepEqual(await read(), ['1.1.1.1'])
    for (const key of ['address', 'indicator']) {
      platform.through((url, init, pass) =>
        rewritten(pass(url, init), (text) => text.replace(/"(indicator|address)":\[/, `"${key}":[`)),
      )
      assert.deepEqual(await read(), ['1.1.1.1'], key)
    }
    platform.through((url, init, pass) => pass(url, init))
  })

  it('come page by page', async () => {
    await delete1('2.2.2.2')
    await delete1('3.3.3.3')
    platform.through((url, init, pass) => pass(url.replace('resultLimit=10000', 'resultLimit=2'), init))
    assert.deepEqual((await read()).toSorted(), ['1.1.1.1', '2.2.2.2', '3.3.3.3'])
    platform.through((url, init, pass) => pass(url, init))
  })
})

describe('defect 18: the id of an indicator of three values', () => {
  it('is what the platform answered, part by part, as for one and two', async () => {
    const key = { 'Key Name': 'HKEY_USERS\\x', 'Value Name': 'given', 'Value Type': 'REG_SZ' }
    const answered = platform.tcex.ti.registryKey({ ...key, 'Value Name': 'answered', owner })
    await answered.create()
    const item = platform.tcex.ti.registryKey({ ...key, owner })
    assert.equal(item.uniqueId, 'HKEY_USERS\\x : given : REG_SZ')
    platform.through((url, init, pass) =>
      rewritten(pass(url, init), (text) => text.replaceAll('"given"', '"answered"')),
    )
    await item.create()
    platform.through((url, init, pass) => pass(url, init))
    assert.equal(item.uniqueId, 'HKEY_USERS\\x : answered : REG_SZ')
    assert.equal((await item.addTag({ name: 'x' })).status, 201)
    assert.deepEqual(
      (await collect(answered.tags())).map(({ name }) => name),
      ['x'],
    )
  })
})
