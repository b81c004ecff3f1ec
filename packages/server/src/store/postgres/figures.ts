import type { ClientBase } from 'pg'
import type { TableName } from '../tables.ts'

/** A table with fewer rows than this is read fast in any way. */
const few = 1000

interface Counted {
  /** How many rows the planner knew of when it was last seen to that. */
  known: number
  /** How many were put in since, through this process. */
  since: number
}

/**
 * Sees to it that the planner knows roughly how large tables are. The server looks by itself, but once a minute; a table
 * that is filled meanwhile counts as empty for it, and it then takes any index for as good as the right one.
 */
export class Figures {
  readonly #tables = new Map<TableName, Counted>()

  /** Has the server look at tables that have doubled by what was inserted; a failure is its own business. */
  async keepUp(client: ClientBase, inserted: ReadonlyMap<TableName, number>): Promise<void> {
    for (const [table, rows] of inserted) {
      const counted = this.#tables.get(table) ?? { known: await knownRows(client, table), since: 0 }
      counted.since += rows
      this.#tables.set(table, counted)
      if (counted.since < Math.max(few, counted.known)) continue
      await client.query(`analyze (skip_locked) ${table}`).catch(() => {})
      this.#tables.set(table, { known: counted.known + counted.since, since: 0 })
    }
  }
}

/** What the planner goes by; nothing where it has never been told. */
async function knownRows(client: ClientBase, table: TableName): Promise<number> {
  const sql = 'select reltuples::float8 as rows from pg_class where oid = to_regclass($1)'
  const found = await client.query<{ rows: number }>(sql, [table]).catch(() => undefined)
  return Math.max(0, found?.rows[0]?.rows ?? 0)
}
