import { insertAccount } from '../store/accounts.ts'
import { insertMembership } from '../store/memberships.ts'
import { findOwnerByName } from '../store/owners.ts'
import { openSqlite } from '../store/sqlite.ts'

/** Adds users to the organization `MyOrg` of a database file that no server has open, and gives their ids. */
export async function addUsers(file: string, ...userNames: readonly string[]): Promise<readonly number[]> {
  const database = openSqlite(file)
  try {
    return await database.write(async (connection) => {
      const owner = await findOwnerByName(connection, 'MyOrg')
      if (!owner) throw new Error('the database has no MyOrg')
      const ids: number[] = []
      for (const userName of userNames) {
        const names = { firstName: 'John', lastName: 'Doe', pseudonym: null }
        const account = await insertAccount(connection, {
          userName,
          ...names,
          role: 'User',
          ownerId: owner.id,
        })
        await insertMembership(connection, { accountId: account.id, ownerId: owner.id, role: 'user' })
        ids.push(account.id)
      }
      return ids
    })
  } finally {
    await database.close()
  }
}
