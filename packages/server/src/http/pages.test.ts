import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { catalog, type Field } from '@tcex/model'
import { startPlatform, type TestPlatform } from '../testing/platform.ts'

let platform: TestPlatform

before(async () => {
  platform = await startPlatform({ owner: 'My & Org' })
})
after(() => platform.server.close())

const open = async (address: string) => {
  const response = await platform.server.fetch(address)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const values: Readonly<Record<string, string>> = {
  ipAddress: '12.13.14.15',
  emailAddress: 'a/b#c@d.com',
  hostName: 'example.com',
  url: 'http://example.com/?a=<b>&c="d"',
  md5: 'A'.repeat(32),
  asNumber: 'ASN12345',
  cidrBlock: '10.0.0.0/24',
  registryKeyName: 'HKEY_LOCAL_MACHINE\\Software',
  registryValueName: 'x',
  dateTime: '2019-04-02',
}

const sample = (field: Field): string =>
  field.choices?.[0] ?? values[field.format] ?? 'x <script>alert(1)</script>'

/** What an item of a type is made with: what it requires, or the first part of its value. */
const bodyOf = (fields: Readonly<Record<string, Field>>) => {
  const wanted = Object.entries(fields).filter(([, field]) => field.required)
  const [first] = Object.entries(fields)
  const used = wanted.length > 0 || !first ? wanted : [first]
  return Object.fromEntries(used.map(([name, field]) => [name, sample(field)]))
}

describe('webLink', () => {
  for (const entry of catalog.entries) {
    const root = { group: 'groups', indicator: 'indicators', victim: 'victims', task: 'tasks' }[entry.kind]
    it(`of a ${entry.type} leads to a page of this server`, async () => {
      const path = `/${[root, entry.branch].filter(Boolean).join('/')}`
      const made = (await platform.data('POST', path, bodyOf(entry.fields)))[entry.entity]
      const page = await open(made.webLink)
      assert.equal(page.status, 200, made.webLink)
      assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
      const [api] = /GET \/api\/v2([^<]+)/.exec(page.text)?.slice(1) ?? []
      const asked = String(api).replaceAll('&amp;', '&').replaceAll('&#39;', "'")
      assert.equal((await platform.call('GET', asked)).status, 200, `${asked} of ${page.text}`)
    })
  }

  it('of a tag and of an asset lead to pages too', async () => {
    const { data } = platform
    const { tag } = await data('POST', '/tags', { name: 'a/b & "c" <d>' })
    const page = await open(tag.webLink)
    assert.equal(page.status, 200)
    assert.ok(page.text.includes('a/b &amp; &quot;c&quot; &lt;d&gt;'))
    assert.ok(page.text.includes('/api/v2/tags/a%2Fb%20%26%20%22c%22%20%3Cd%3E?owner=My%20%26%20Org'))
    const { victim } = await data('POST', '/victims', { name: 'Jane' })
    const { victimPhone } = await data('POST', `/victims/${victim.id}/victimAssets/phoneNumbers`, {
      phoneType: '1',
    })
    assert.equal((await open(victimPhone.webLink)).status, 200)
  })
})

describe('a page', () => {
  const site = 'http://localhost'

  it('holds no script, no form, and nothing from elsewhere, and lets nothing of it run', async () => {
    const hostile = encodeURIComponent('"><script src=//evil.example></script><img src=x onerror=alert(1)>')
    const { text, headers } = await open(
      `${site}/auth/indicators/details/emailaddress.xhtml?emailaddress=${hostile}&owner=${hostile}`,
    )
    assert.doesNotMatch(text, /<(script|img|iframe|link|form|object|a)\b/i)
    assert.deepEqual([...text.matchAll(/<[a-z]+\s[^>]*>/gi)].map(String), [
      '<html lang="en">',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width">',
    ])
    assert.match(text, /&lt;script/)
    assert.match(String(headers.get('content-security-policy')), /^default-src 'none'/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
  })

  it('is the same whether the item exists or not, and says nothing that the link does not', async () => {
    const { threat } = await platform.data('POST', '/groups/threats', { name: 'A secret name' })
    const there = await open(threat.webLink)
    const missing = await open(`${site}/auth/threat/threat.xhtml?threat=999999`)
    assert.equal(there.text.replaceAll(String(threat.id), '999999'), missing.text)
    assert.equal(missing.status, 200)
    assert.ok(!there.text.includes('secret'))
  })

  it('is not there for other addresses', async () => {
    assert.equal((await open(`${site}/auth/threat/threat.xhtml`)).status, 400)
    assert.equal((await open(`${site}/auth/threat/other.xhtml?threat=1`)).status, 404)
    assert.equal((await open(`${site}/auth/`)).status, 404)
    assert.equal((await open(`${site}/auth/threat/threat.xhtml?threat=%`)).status, 400)
  })
})
