import type { Table } from '../schema/table.ts'
import type { Migration } from './migration.ts'

const failedLoginTables = {
  /** Wrong credentials for an account (0 where they name none) from an address, since the first one of a minute. */
  failed_login: {
    spread: 'everywhere',
    columns: { account_id: 'integer', address: 'text', failures: 'integer', since: 'integer' },
    key: ['account_id', 'address'],
    indexes: { failed_login_since: { on: ['since'] } },
  },
} as const satisfies Readonly<Record<string, Table>>

export const failedLogins: Migration = { version: 11, name: 'failed logins', tables: failedLoginTables }
