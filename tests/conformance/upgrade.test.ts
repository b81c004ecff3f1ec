// A database that an older version made: everything is still there, and its user is its administrator.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { createServer } from '@tcex/server'
import { hashToken, openVault } from '../../packages/server/src/service/vault.ts'
import { initial } from '../../packages/server/src/store/migrations/001-initial.ts'
import { inFolder } from './folder.ts'

const credentials = { accessId: '12345', secretKey: 'an old secret key', token: 'APIV2:an:old:token' }

function makeOld(file: string): void {
  const vault = openVault(file, undefined)
  const database = new DatabaseSync(file)
  database.exec(initial.sqlite)
  database.exec(`pragma user_version = 1; pragma application_id = ${0x54434558};
    insert into owner values (1, 'MyOrg', 'Organization', 0), (2, 'Other', 'Community', 0);
    insert into account values (1, '12345', 'API', 'User', null, 'Api User', 1);
    insert into membership values (1, 1), (1, 2);`)
  const { accessId, secretKey, token } = credentials
  database.prepare('insert into api_key values (?, 1, ?)').run(accessId, vault.seal(secretKey))
  database.prepare('insert into api_token values (?, 1, ?)').run(hashToken(token), vault.seal(token))
  database.close()
}

describe('a database of version 1', () => {
  it('keeps its user, who administers its owners with a token that does not end', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'tcex.db')
      makeOld(file)
      const far = () => new Date('2099-01-01T00:00:00Z')
      const server = await createServer({ database: file, now: far })
      try {
        assert.deepEqual({ ...server.credentials }, credentials)
        const headers = { authorization: `TC-Token ${credentials.token}` }
        const response = await server.fetch('http://x/api/v2/groups/threats?owner=Other', {
          method: 'POST',
          headers,
          body: '{"name": "T"}',
        })
        assert.equal(response.status, 201)
        const [user] = await server.administration.listUsers()
        assert.deepEqual(user?.roles, { MyOrg: 'administrator', Other: 'administrator' })
        const [token, ...others] = await server.administration.listTokens()
        assert.deepEqual(
          [token?.userName, token?.initial, token?.expires, others.length],
          ['12345', true, undefined, 0],
        )
      } finally {
        await server.close()
      }
    }))
})
