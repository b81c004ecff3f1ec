import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { catalog } from '@tcex/model'
import { Marks } from './search/marks.ts'
import { AdministrationError, type Desk } from './service/administration/desk.ts'
import { type AuditEntry, auditLog } from './service/administration/log.ts'
import * as owners from './service/administration/owners.ts'
import * as tokens from './service/administration/tokens.ts'
import * as users from './service/administration/users.ts'
import type { IssuedToken } from './service/tokens.ts'
import { openVault, type Vault } from './service/vault.ts'
import { newWorker } from './service/workers.ts'
import { firstAccount } from './store/accounts.ts'
import { accountsApiKey } from './store/credentials.ts'
import type { Database } from './store/database.ts'
import { isServer, keyFileOf } from './store/location.ts'
import { openDatabase } from './store/open.ts'
import { StoreError } from './store/store-error.ts'

/** Who may use a platform: users with keys and tokens, their roles in owners, and the log of what was done. */
export interface Administration {
  /**
   * Makes a user with a key, which is given out this once.
   *
   * @example const { accessId, secretKey } = await administration.addUser({ userName: 'jane', role: 'read-only' })
   * @throws AdministrationError for a name that is taken, or a role that there is not
   */
  addUser(options: users.NewUserOptions): Promise<users.IssuedKey>
  /**
   * The users, by name, with their roles.
   *
   * @example for (const { userName } of await administration.listUsers()) print(userName)
   */
  listUsers(): Promise<readonly users.UserSummary[]>
  /**
   * Gives a user a role in an owner: `read-only`, `user`, `administrator`, or `none`.
   *
   * @example await administration.setRole({ userName: 'jane', owner: 'Feed', role: 'user' })
   * @throws AdministrationError for a user, owner or role that there is not
   */
  setRole(options: {
    readonly userName: string
    readonly owner: string
    readonly role: string
  }): Promise<void>
  /**
   * Gives a user a new secret key in place of the old one.
   *
   * @example const { secretKey } = await administration.replaceKey('jane')
   * @throws AdministrationError for a user that there is not
   */
  replaceKey(userName: string): Promise<users.IssuedKey>
  /**
   * Ends a user's access; what the user wrote stays.
   *
   * @example await administration.removeUser('jane')
   * @throws AdministrationError for a user that there is not
   */
  removeUser(userName: string): Promise<void>
  /**
   * Issues a token, which is given out this once.
   *
   * @example const { token } = await administration.addToken({ userName: 'jane' })
   * @throws AdministrationError for a user that there is not
   */
  addToken(options: tokens.NewTokenOptions): Promise<IssuedToken>
  /**
   * The tokens, without their secret part.
   *
   * @example for (const { id, userName } of await administration.listTokens()) print(id, userName)
   */
  listTokens(): Promise<readonly tokens.TokenSummary[]>
  /**
   * Ends a token with its renewals, or all tokens of a user; how many there were.
   *
   * @example await administration.revokeTokens({ userName: 'jane' })
   * @throws AdministrationError for a token or user that there is not
   */
  revokeTokens(which: { readonly id: number } | { readonly userName: string }): Promise<number>
  /**
   * Makes an organization, community or source.
   *
   * @example await administration.addOwner({ name: 'Feed', type: 'Source' })
   * @throws AdministrationError for a name that is taken, or a type that there is not
   */
  addOwner(options: owners.NewOwnerOptions): Promise<owners.OwnerSummary>
  /**
   * The owners.
   *
   * @example for (const { name, type } of await administration.listOwners()) print(name, type)
   */
  listOwners(): Promise<readonly owners.OwnerSummary[]>
  /**
   * Who has a role in an owner.
   *
   * @example for (const { userName, role } of await administration.listMembers('Feed')) print(userName, role)
   * @throws AdministrationError for an owner that there is not
   */
  listMembers(owner: string): Promise<readonly owners.MemberSummary[]>
  /**
   * Removes an owner that has nothing in it.
   *
   * @example await administration.removeOwner('Feed')
   * @throws AdministrationError for an owner that there is not, or has something in it
   */
  removeOwner(name: string): Promise<void>
  /**
   * The audit log, oldest first, read as it is consumed.
   *
   * @example for await (const { when, who, method, path } of administration.audit()) print(when, who, method, path)
   * @throws AdministrationError for a date that cannot be read
   */
  audit(options?: { readonly since?: string | undefined }): AsyncIterable<AuditEntry>
}

/** Administration of a database on its own. */
export interface OpenAdministration extends Administration {
  /**
   * Closes the database.
   *
   * @example await (await openAdministration({ database: 'tcex.db' })).close()
   */
  close(): Promise<void>
}

/** What is done at a desk, as methods. */
export const administrationOf = (desk: Desk): Administration => ({
  addUser: (options) => users.addUser(desk, options),
  listUsers: () => users.listUsers(desk),
  setRole: (options) => users.setRole(desk, options),
  replaceKey: (userName) => users.replaceKey(desk, userName),
  removeUser: (userName) => users.removeUser(desk, userName),
  addToken: (options) => tokens.addToken(desk, options),
  listTokens: () => tokens.listTokens(desk),
  revokeTokens: (which) => tokens.revokeTokens(desk, which),
  addOwner: (options) => owners.addOwner(desk, options),
  listOwners: () => owners.listOwners(desk),
  listMembers: (owner) => owners.listMembers(desk, owner),
  removeOwner: (name) => owners.removeOwner(desk, name),
  audit: (options) => auditLog(desk, options),
})

/**
 * Administers a database that a server has made, whether or not one runs on it; what is changed holds from the next
 * request on.
 *
 * @example
 * const administration = await openAdministration({ database: 'tcex.db' })
 * const { secretKey } = await administration.addUser({ userName: 'jane', role: 'read-only' })
 * await administration.close()
 * @throws AdministrationError where there is no such file
 * @throws StoreError for a database that cannot be opened or is not ours, or whose secrets have another key
 */
export async function openAdministration(options: {
  readonly database: string
  readonly encryptionKey?: string | undefined
}): Promise<OpenAdministration> {
  refuseMissing(options.database, options.encryptionKey)
  const database = await openDatabase(options.database)
  try {
    await database.migrate()
    const vault = openVault(options.database, options.encryptionKey)
    await refuseOtherKey(database, vault)
    const platform = { database, catalog, marks: new Marks(), worker: newWorker(), now: () => new Date() }
    const desk = { platform, vault, userName: userInfo().username, address: 'local' }
    return { ...administrationOf(desk), close: () => database.close() }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** A slip in a path must not make a database, nor a second key for one that has its key elsewhere. */
function refuseMissing(database: string, encryptionKey: string | undefined): void {
  if (!isServer(database) && !existsSync(database)) {
    throw new AdministrationError(`There is no database "${database}"; "tcex serve" makes one.`)
  }
  if (encryptionKey === undefined && !existsSync(keyFileOf(database))) {
    throw new AdministrationError(
      `The key of the database, the file "${keyFileOf(database)}", is not there; put it back, or give the encryption key that the server is started with.`,
    )
  }
}

async function refuseOtherKey(database: Database, vault: Vault): Promise<void> {
  const key = await database.read(async (connection) => {
    const account = await firstAccount(connection)
    return account && accountsApiKey(connection, account.id)
  })
  if (key && vault.open(key.secret) !== undefined) return
  throw new StoreError(
    key
      ? 'The secrets in the database were encrypted with another key; give the one that the server is started with.'
      : 'The database has no user yet; start the server on it once with "tcex serve".',
  )
}
