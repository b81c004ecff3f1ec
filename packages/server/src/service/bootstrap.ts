import { attributeTypes } from '@tcex/model'
import { firstAccount, insertAccount, updateAccount } from '../store/accounts.ts'
import { putAttributeTypes, attributeTypes as storedTypes } from '../store/attributes.ts'
import { accountsApiKey, findApiKey, replaceApiKey } from '../store/credentials.ts'
import type { Connection } from '../store/database.ts'
import { insertMembership } from '../store/memberships.ts'
import { findOwnerByName, type NewOwner } from '../store/owners.ts'
import type { AccountRow, AttributeTypeRow } from '../store/rows.ts'
import { StoreError } from '../store/store-error.ts'
import {
  deleteInitialTokens,
  deleteTokenLine,
  findToken,
  initialToken,
  insertToken,
} from '../store/tokens.ts'
import { deleteUpload, openUploads } from '../store/uploads.ts'
import { attributeTypeRow } from './attribute-types.ts'
import { makeOwner } from './owners.ts'
import { type Platform, seconds } from './scope.ts'
import { newAccessId, newSecretKey, newToken } from './secrets.ts'
import { hashToken, type Vault } from './vault.ts'
import { isGone, silenceOfUploads } from './workers.ts'

/** What a client needs to authenticate, either way. */
export interface Credentials {
  readonly accessId: string
  readonly secretKey: string
  readonly token: string
}

export interface Wishes {
  readonly owner?: string
  readonly owners?: readonly Omit<NewOwner, 'dateAdded'>[]
  readonly accessId?: string
  readonly secretKey?: string
  readonly token?: string
}

/**
 * Makes a new database a platform (owner, one API user, labels, attribute types) and gives the credentials of its API
 * user: the ones asked for, else the ones it has, else new ones.
 *
 * @throws StoreError where its secrets cannot be read, or where credentials asked for are another user's
 */
export function bootstrap(platform: Platform, vault: Vault, wishes: Wishes): Promise<Credentials> {
  return platform.database.write(async (connection) => {
    await dropLostUploads(connection, seconds({ platform }))
    await settleAttributeTypes(connection)
    const now = seconds({ platform })
    const account = await settleAccount(connection, wishes, now)
    for (const owner of wishes.owners ?? []) {
      await settleMembership(connection, account, { ...owner, dateAdded: now })
    }
    return settleCredentials(connection, vault, account, { wishes, now })
  })
}

/** Most often they are there already, and a platform that starts need not wait for the disk. */
async function settleAttributeTypes(connection: Connection): Promise<void> {
  const textOf = (type: AttributeTypeRow) => JSON.stringify(Object.entries(type).sort())
  const there = new Set((await storedTypes(connection)).map(textOf))
  const wanted = attributeTypes.map(attributeTypeRow)
  await putAttributeTypes(
    connection,
    wanted.filter((type) => !there.has(textOf(type))),
  )
}

/** Drops what was left of uploads that a process did not live to complete. */
async function dropLostUploads(connection: Connection, now: number): Promise<void> {
  for (const upload of await openUploads(connection)) {
    if (isGone(upload.worker, upload.heartbeat, now, silenceOfUploads)) await deleteUpload(connection, upload)
  }
}

async function settleAccount(connection: Connection, wishes: Wishes, now: number): Promise<AccountRow> {
  const account = await firstAccount(connection)
  if (account && wishes.owner === undefined) return account
  const name = wishes.owner ?? 'MyOrg'
  const told = wishes.owners?.find((owner) => owner.name === name && owner.type === 'Organization')
  const named: NewOwner = { name, type: 'Organization', ...told, dateAdded: now }
  const owner = (await findOwnerByName(connection, named.name)) ?? (await makeOwner(connection, named))
  const settled = account
    ? { ...account, ownerId: owner.id }
    : await insertAccount(connection, {
        userName: wishes.accessId ?? newAccessId(),
        firstName: 'API',
        lastName: 'User',
        pseudonym: 'api-user',
        role: 'Api User',
        ownerId: owner.id,
      })
  await updateAccount(connection, settled)
  await settleMembership(connection, settled, named)
  return settled
}

/** The server's own user administers what it is started with. */
async function settleMembership(connection: Connection, account: AccountRow, owner: NewOwner): Promise<void> {
  const { id } = (await findOwnerByName(connection, owner.name)) ?? (await makeOwner(connection, owner))
  await insertMembership(connection, { accountId: account.id, ownerId: id, role: 'administrator' })
}

interface Asked {
  readonly wishes: Wishes
  /** Unix seconds. */
  readonly now: number
}

async function settleCredentials(
  connection: Connection,
  vault: Vault,
  account: AccountRow,
  asked: Asked,
): Promise<Credentials> {
  const { accessId, secretKey } = await settleKey(connection, vault, account, asked)
  return { accessId, secretKey, token: await settleToken(connection, vault, account, asked) }
}

async function settleKey(connection: Connection, vault: Vault, account: AccountRow, { wishes }: Asked) {
  const key = await accountsApiKey(connection, account.id)
  const accessId = wishes.accessId ?? key?.accessId ?? account.userName
  const holder = await findApiKey(connection, accessId)
  if (holder && holder.accountId !== account.id) throw notOurs('access id')
  const secretKey = wishes.secretKey ?? opened(vault, key?.secret) ?? newSecretKey()
  if (key?.accessId === accessId && vault.open(key.secret) === secretKey) return { accessId, secretKey }
  await replaceApiKey(connection, { accessId, accountId: account.id, secret: vault.seal(secretKey) })
  return { accessId, secretKey }
}

async function settleToken(
  connection: Connection,
  vault: Vault,
  account: AccountRow,
  { wishes, now }: Asked,
): Promise<string> {
  const old = await initialToken(connection, account.id)
  const token = wishes.token ?? opened(vault, old?.sealed) ?? newToken(account.id)
  const hash = hashToken(token)
  const holder = await findToken(connection, hash)
  if (holder && holder.accountId !== account.id) throw notOurs('token')
  if (holder?.initial && holder.sealed && vault.open(holder.sealed) === token) return token
  if (holder) await deleteTokenLine(connection, holder.line)
  await deleteInitialTokens(connection, account.id)
  const sealed = vault.seal(token)
  const row = { accountId: account.id, hash, sealed, initial: true, dateAdded: now }
  await insertToken(connection, { ...row, lifetime: null, expires: null })
  return token
}

const notOurs = (what: string): StoreError =>
  new StoreError(`The ${what} is another user's of this database; choose another one.`)

function opened(vault: Vault, sealed: Uint8Array | null | undefined): string | undefined {
  if (!sealed) return undefined
  const secret = vault.open(sealed)
  if (secret !== undefined) return secret
  throw new StoreError(
    'The secrets in the database were encrypted with another key; give that key back (the file <database>.key, for PostgreSQL the one in ~/.config/tcex of the machine where it was made, or the option encryptionKey), or set a new secretKey and token.',
  )
}
