import type { AnyEntry, Catalog, OwnerEntity } from '@tcex/model'
import type { Marks } from '../search/marks.ts'
import type { Connection, Database, WriteOptions } from '../store/database.ts'
import type { AccountRow, ItemRow } from '../store/rows.ts'
import { type Origin, record } from './audit.ts'
import type { ExcerptWriters } from './excerpts.ts'
import type { Role } from './roles.ts'

/** Whom a call comes from. */
export type Account = AccountRow

/** What the rules work on: the stored data, the types there are, and the clock. */
export interface Platform {
  readonly database: Database
  readonly catalog: Catalog
  /** Where readers have come to in lists. */
  readonly marks: Marks
  /** Who writes what is many items long in other threads, where the database is a file. */
  readonly excerpts?: ExcerptWriters
  /** Who works here, as other processes on the database know it. */
  readonly worker: string
  now(): Date
}

/** Who asks, in which owner and with which role there, and from where. */
export interface Scope {
  readonly platform: Platform
  readonly account: Account
  readonly owner: OwnerEntity
  readonly role: Role
  readonly origin: Origin
}

/** A scope inside one transaction. */
export interface Work extends Scope {
  readonly connection: Connection
  /** Tells which item the transaction is about; the first one counts. */
  note(item: ItemRow): void
}

/** An item as a path names it: its type, and its id or value. */
export interface Reference {
  readonly entry: AnyEntry
  readonly id: string
}

export function read<T>(scope: Scope, work: (work: Work) => Promise<T>): Promise<T> {
  return scope.platform.database.read((connection) => work({ ...scope, connection, note: () => {} }))
}

/** Everything inside happens whole or, after a refusal, not at all; the audit log tells of it in the same transaction. */
export function write<T>(scope: Scope, work: (work: Work) => Promise<T>, options?: WriteOptions): Promise<T> {
  return scope.platform.database.write(async (connection) => {
    let item: ItemRow | undefined
    const note = (noted: ItemRow) => {
      item ??= noted
    }
    const result = await work({ ...scope, connection, note })
    await record(connection, authorOf(scope), scope.origin, item)
    return result
  }, options)
}

/** Writes a line of the audit log about one item, inside a transaction that does more. */
export const tell = (work: Work, item: ItemRow): Promise<void> =>
  record(work.connection, authorOf(work), work.origin, item)

/** A step that nobody sees until a later `write` completes it, and that the audit log therefore does not tell of. */
export function prepare<T>(scope: Scope, work: (work: Work) => Promise<T>): Promise<T> {
  const unseen = { lasting: false }
  return scope.platform.database.write((connection) => work({ ...scope, connection, note: () => {} }), unseen)
}

const authorOf = (scope: Scope) => ({
  accountId: scope.account.id,
  userName: scope.account.userName,
  ownerName: scope.owner.name,
  at: seconds(scope),
})

/** The time of the call in Unix seconds. */
export function seconds(scope: { readonly platform: Platform }): number {
  return Math.floor(scope.platform.now().getTime() / 1000)
}
