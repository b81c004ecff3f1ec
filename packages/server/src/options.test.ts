import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createServer, OptionError, type ServerOptions } from './index.ts'

/** Options and what their error says. */
const refused: readonly (readonly [options: object, message: RegExp])[] = [
  [{ databse: 'x' }, /"databse" is not an option/],
  [{ database: '' }, /"database" must be a file, postgres:\/\/user@host\/name or :memory:/],
  [
    { database: 'mysql://localhost/x' },
    /"database" must be a file, :memory:, or postgres:\/\/user@host\/name; mysql is not supported/,
  ],
  [{ owner: ' ' }, /"owner" must be the name of an organization/],
  [{ accessId: 'a:b' }, /"accessId" must have neither blanks nor colons/],
  [{ secretKey: 'short' }, /"secretKey" must have 8 characters or more/],
  [{ token: 'has blanks' }, /"token" must have 8 characters or more and no blanks/],
  [{ cors: ['nonsense'] }, /"cors" must hold origins/],
  ...[
    'nonsense',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '0.0.0.0/0',
    '::/0',
    '::ffff:10.0.0.0/104',
    'fe80::1%eth0',
    'example.com',
    '',
  ].map(
    (proxy) =>
      [{ trustedProxies: ['10.1.2.3', proxy] }, /"trustedProxies" must hold addresses, ranges/] as const,
  ),
  [{ bodyLimit: 1 }, /"bodyLimit" must be 1024 bytes or more/],
  [{ limits: { calls: 0 } }, /"limits\.calls" must be a whole number, 1 or more/],
  [{ limits: { speed: 1 } }, /"speed" is not an option/],
  [{ logLevel: 'loud' }, /"logLevel"/],
  [{ owner: 7 }, /"owner"/],
  [{ owners: [{ name: ' ' }] }, /"owners" must be a name/],
  [{ owners: [{ name: 'x', type: 'Club' }] }, /"owners"/],
]

describe('the options of a server', () => {
  for (const [options, message] of refused) {
    test(`${JSON.stringify(options)} is refused by name`, async () => {
      await assert.rejects(createServer(options as ServerOptions), (error) => {
        assert.ok(error instanceof OptionError)
        assert.match(error.message, message)
        assert.equal(error.message.includes('has blanks') || error.message.includes('short'), false)
        return true
      })
    })
  }

  test('none are needed, and what is undefined counts as not given', async () => {
    const server = await createServer({ owner: undefined, token: undefined })
    const { accessId, secretKey, token } = server.credentials
    assert.ok(accessId && secretKey && token)
    await server.close()
  })

  test('credentials that are given are the ones that count', async () => {
    const given = { accessId: '12345', secretKey: 'a secret key', token: 'APIV2:a:token' }
    const server = await createServer(given)
    assert.deepEqual(server.credentials, given)
    await server.close()
  })
})
