import type { AnyEntry, Catalog, OwnerEntity } from '@tcex/model'
import type { Connection, Database } from '../store/database.ts'
import type { AccountRow } from '../store/rows.ts'

/** Whom a call comes from. */
export type Account = AccountRow

/** What the rules work on: the stored data, the types there are, and the clock. */
export interface Platform {
  readonly database: Database
  readonly catalog: Catalog
  now(): Date
}

/** Who asks, and in which owner. */
export interface Scope {
  readonly platform: Platform
  readonly account: Account
  readonly owner: OwnerEntity
}

/** A scope inside one transaction. */
export interface Work extends Scope {
  readonly connection: Connection
}

/** An item as a path names it: its type, and its id or value. */
export interface Reference {
  readonly entry: AnyEntry
  readonly id: string
}

export function read<T>(scope: Scope, work: (work: Work) => Promise<T>): Promise<T> {
  return scope.platform.database.read((connection) => work({ ...scope, connection }))
}

/** Everything inside happens whole or, after a refusal, not at all. */
export function write<T>(scope: Scope, work: (work: Work) => Promise<T>): Promise<T> {
  return scope.platform.database.write((connection) => work({ ...scope, connection }))
}

/** The time of the call in Unix seconds. */
export function seconds(scope: Scope): number {
  return Math.floor(scope.platform.now().getTime() / 1000)
}
