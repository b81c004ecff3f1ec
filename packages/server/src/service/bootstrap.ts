import { randomBytes, randomInt } from 'node:crypto'
import { attributeTypes, initialSecurityLabels } from '@tcex/model'
import { putAttributeType } from '../store/attributes.ts'
import { accountsApiKey, accountsApiToken, replaceApiKey, replaceApiToken } from '../store/credentials.ts'
import type { Connection } from '../store/database.ts'
import { insertLabel } from '../store/labels.ts'
import {
  findOwnerByName,
  firstAccount,
  insertAccount,
  insertMembership,
  insertOwner,
  updateAccount,
} from '../store/owners.ts'
import type { AccountRow, OwnerRow } from '../store/rows.ts'
import { StoreError } from '../store/store-error.ts'
import { deleteIncompleteUploads } from '../store/uploads.ts'
import { attributeTypeRow } from './attribute-types.ts'
import type { Platform } from './scope.ts'
import { hashToken, type Vault } from './vault.ts'

/** What a client needs to authenticate, either way. */
export interface Credentials {
  readonly accessId: string
  readonly secretKey: string
  readonly token: string
}

export interface Wishes {
  readonly owner?: string
  readonly accessId?: string
  readonly secretKey?: string
  readonly token?: string
}

/**
 * Makes a new database a platform (owner, one API user, labels, attribute types) and gives the credentials of its API
 * user: the ones asked for, else the ones it has, else new ones.
 *
 * @throws StoreError where its secrets cannot be read
 */
export function bootstrap(platform: Platform, vault: Vault, wishes: Wishes): Promise<Credentials> {
  return platform.database.write(async (connection) => {
    await deleteIncompleteUploads(connection)
    for (const type of attributeTypes) await putAttributeType(connection, attributeTypeRow(type))
    const now = Math.floor(platform.now().getTime() / 1000)
    const account = await settleAccount(connection, wishes, now)
    return settleCredentials(connection, vault, account, wishes)
  })
}

async function settleAccount(connection: Connection, wishes: Wishes, now: number): Promise<AccountRow> {
  const account = await firstAccount(connection)
  if (account && wishes.owner === undefined) return account
  const owner = await settleOwner(connection, wishes.owner ?? 'MyOrg', now)
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
  await insertMembership(connection, settled.id, owner.id)
  return settled
}

async function settleOwner(connection: Connection, name: string, now: number): Promise<OwnerRow> {
  const found = await findOwnerByName(connection, name)
  if (found) return found
  const owner = await insertOwner(connection, { name, type: 'Organization', dateAdded: now })
  for (const label of initialSecurityLabels) {
    await insertLabel(connection, owner.id, { ...label, dateAdded: Date.parse(label.dateAdded) / 1000 })
  }
  return owner
}

async function settleCredentials(
  connection: Connection,
  vault: Vault,
  account: AccountRow,
  wishes: Wishes,
): Promise<Credentials> {
  const key = await accountsApiKey(connection, account.id)
  const oldToken = await accountsApiToken(connection, account.id)
  const accessId = wishes.accessId ?? key?.accessId ?? account.userName
  const secretKey = wishes.secretKey ?? opened(vault, key?.secret) ?? newSecretKey()
  const token = wishes.token ?? opened(vault, oldToken?.token) ?? newToken(account.id)
  await replaceApiKey(connection, { accessId, accountId: account.id, secret: vault.seal(secretKey) })
  const hash = hashToken(token)
  await replaceApiToken(connection, { hash, accountId: account.id, token: vault.seal(token) })
  return { accessId, secretKey, token }
}

function opened(vault: Vault, sealed: Uint8Array | undefined): string | undefined {
  if (!sealed) return undefined
  const secret = vault.open(sealed)
  if (secret !== undefined) return secret
  throw new StoreError(
    'The secrets in the database were encrypted with another key; give that key back (the file <database>.key, or the option encryptionKey), or set a new secretKey and token.',
  )
}

const newAccessId = (): string => Array.from({ length: 20 }, () => randomInt(10)).join('')

const newSecretKey = (): string => randomBytes(48).toString('base64')

/** Looks as the platform's tokens do; what it says besides being random means nothing here. */
const newToken = (accountId: number): string =>
  `APIV2:${accountId}:${randomBytes(4).toString('base64url').slice(0, 6)}:${Date.now()}:${randomBytes(32).toString('base64')}`
