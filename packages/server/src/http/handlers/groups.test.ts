import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'
import { catalog } from '@tcex/model'
import { startPlatform, type TestPlatform } from '../../testing/platform.ts'

let platform: TestPlatform

before(async () => {
  platform = await startPlatform({ now: () => new Date('2026-01-02T03:04:05Z') })
})
after(() => platform.server.close())

const newThreat = async (name = 'Bad Dude'): Promise<string> =>
  `/groups/threats/${(await platform.data('POST', '/groups/threats', { name })).threat.id}`

/** The PDF of a group, and the text in it. */
async function pdfOf(path: string) {
  const headers = { authorization: `TC-Token ${platform.server.credentials.token}` }
  const response = await platform.server.fetch(`http://localhost/api/v2${path}/pdf`, { headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { response, bytes, text: textOf(bytes) }
}

/** What the content streams show: hexadecimal strings, one list of them for a run of text. */
function textOf(bytes: Buffer): string {
  const shown = streamsOf(bytes).flatMap((content) =>
    [...content.matchAll(/\[(.*?)\] TJ/g)].map(([, list = '']) =>
      [...list.matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
        .join(''),
    ),
  )
  return shown.join('\n')
}

/** By the length that each says of itself: what is compressed may end in a line break of its own. */
function streamsOf(bytes: Buffer): string[] {
  const heads = bytes.toString('latin1').matchAll(/\/Length (\d+)[^>]*>>\s*stream\r?\n/g)
  return [...heads].map(({ 0: head, 1: length, index }) => {
    const start = index + head.length
    return inflateSync(bytes.subarray(start, start + Number(length))).toString('latin1')
  })
}

describe('publishing a group', () => {
  const publish = (path: string, body?: unknown) => platform.call('POST', `${path}/publish`, body)
  const isPublished = async (path: string) => (await pdfOf(path)).text.includes('2026-01-02T03:04:05Z by')

  it('is acknowledged, with options and without a body', async () => {
    for (const body of [undefined, {}, { securityLabelList: [], excludeUnlabeled: false }]) {
      const path = await newThreat()
      assert.equal(await isPublished(path), false)
      const reply = await publish(path, body)
      assert.deepEqual([reply.status, reply.json], [200, { status: 'Success' }])
      assert.equal(await isPublished(path), true)
    }
  })

  it('takes the groups along that are associated with it', async () => {
    const path = await newThreat()
    const other = await newThreat()
    await platform.data('POST', `${path}${other}`)
    await publish(path, {})
    assert.equal(await isPublished(other), true)
  })

  it('leaves out what has one of the security labels, however the label is written', async () => {
    for (const name of ['TLP:GREEN', 'TLP Green', 'tlp green']) {
      const path = await newThreat()
      const other = await newThreat()
      await platform.data('POST', `${path}${other}`)
      await platform.data('POST', `${other}/securityLabels/TLP%3AGREEN`)
      await publish(path, { securityLabelList: [name, 'TLP Amber'], excludeUnlabeled: false })
      assert.deepEqual([await isPublished(path), await isPublished(other)], [true, false], name)
    }
  })

  it('leaves out what has no label where that is asked for', async () => {
    const path = await newThreat()
    const other = await newThreat()
    await platform.data('POST', `${path}${other}`)
    await platform.data('POST', `${path}/securityLabels/TLP%3AAMBER%2BSTRICT`)
    const reply = await publish(path, {
      securityLabelList: ['TLP Green', 'TLP Amber'],
      excludeUnlabeled: 'true',
    })
    assert.equal(reply.status, 200)
    assert.deepEqual([await isPublished(path), await isPublished(other)], [true, false])
  })

  it('publishes nothing where the group itself is left out', async () => {
    const path = await newThreat()
    const other = await newThreat()
    await platform.data('POST', `${path}${other}`)
    await platform.data('POST', `${other}/securityLabels/TLP%3AGREEN`)
    await publish(path, { excludeUnlabeled: true })
    assert.deepEqual([await isPublished(path), await isPublished(other)], [false, false])
  })

  it('is refused for labels that do not exist, options of another form, and unknown groups', async () => {
    const path = await newThreat()
    const unknown = await publish(path, { securityLabelList: ['TLP Gren'] })
    assert.equal(unknown.status, 404)
    assert.match(unknown.json.message, /"TLP Gren" does not exist.*TLP:GREEN/)
    for (const [body, field] of [
      [{ securityLabelList: 'TLP:RED' }, 'securityLabelList'],
      [{ securityLabelList: [1] }, 'securityLabelList'],
      [{ excludeUnlabeled: 'perhaps' }, 'excludeUnlabeled'],
    ] as const) {
      const refused = await publish(path, body)
      assert.equal(refused.status, 400)
      assert.match(refused.json.message, new RegExp(`"${field}" must be`))
    }
    assert.equal(await isPublished(path), false)
    assert.equal((await publish('/groups/threats/9999', {})).status, 404)
  })
})

describe('the PDF of a group', () => {
  it('says all there is to say of it', async () => {
    const { data } = platform
    const { campaign } = await data('POST', '/groups/campaigns', {
      name: 'camp-3 “öäü” Привет',
      firstSeen: '2019-04-02',
    })
    const path = `/groups/campaigns/${campaign.id}`
    await data('POST', `${path}/attributes`, {
      type: 'Description',
      value: 'Line one.\r\nLine\ttwo (\\) <b>',
    })
    await data('POST', `${path}/tags/Crimeware`)
    await data('POST', `${path}/securityLabels/TLP%3AAMBER`)
    await data('POST', '/indicators/urls', { text: 'http://bad.example.com/x?y=z' })
    await data('POST', `${path}/indicators/urls/${encodeURIComponent('http://bad.example.com/x?y=z')}`)
    await data('POST', `${path}${await newThreat('Another one')}`)
    const { response, bytes, text } = await pdfOf(path)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'application/pdf')
    assert.equal(response.headers.get('content-length'), String(bytes.length))
    assert.match(bytes.subarray(0, 8).toString('latin1'), /^%PDF-1\.\d/)
    assert.match(bytes.subarray(-8).toString('latin1'), /%%EOF\s*$/)
    for (const word of [
      'camp-3',
      '{U+041F}',
      '2019-04-02T00:00:00Z',
      'Line one.',
      'Line  two (\\) <b>',
      'Crimeware',
      'TLP:AMBER',
      'http://bad.example.com/x?y=z',
      'Another one',
      'Associated indicators',
      '1 / 1',
    ]) {
      assert.ok(text.includes(word), `${word} is not in ${text}`)
    }
  })

  it('goes over as many pages as it needs', async () => {
    const path = await newThreat()
    for (let number = 0; number < 30; number += 1) {
      const value = `Number ${number}. ${'Lorem ipsum dolor sit amet. '.repeat(30)}`
      await platform.data('POST', `${path}/attributes`, { type: 'Description', value })
    }
    const { text } = await pdfOf(path)
    assert.match(text, /1 \/ [4-9]/)
    for (let number = 0; number < 30; number += 1) assert.ok(text.includes(`Number ${number}. `))
  })

  for (const entry of catalog.of('group')) {
    it(`${entry.pdf === false ? 'is not had of' : 'is had of'} ${entry.plural}`, async () => {
      const body = {
        name: 'x',
        fileName: 'x.txt',
        fileText: 'x',
        fileType: 'Snort',
        eventDate: '2019-04-02',
        subject: 's',
        header: 'h',
        body: 'b',
      }
      const wanted = Object.entries(body).filter(
        ([name]) => name in entry.fields && !entry.fields[name]?.readOnly,
      )
      const made = await platform.data('POST', `/groups/${entry.branch}`, Object.fromEntries(wanted))
      const { response } = await pdfOf(`/groups/${entry.branch}/${made[entry.entity].id}`)
      assert.equal(response.status, entry.pdf === false ? 404 : 200)
    })
  }

  it('of a group that does not exist is refused', async () => {
    assert.equal((await platform.call('GET', '/groups/threats/9999/pdf')).status, 404)
    assert.equal((await platform.call('GET', '/groups/nonsense/1/pdf')).status, 404)
  })
})
