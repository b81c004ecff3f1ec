import type { ClientBase, Pool } from 'pg'

/** Types as the store wants them: whole numbers and decimals as numbers, JSON as the text that it is. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number,
  1700: Number,
  114: (text) => text,
  3802: (text) => text,
}

/** What holds on each connection, as far as the server knows it. Times are milliseconds. */
const settings = {
  // Pages are in memory or on a disk without a head to move; with the default, small tables are read whole for each row.
  random_page_cost: '1.1',
  statement_timeout: '60000',
  lock_timeout: '15000',
  idle_in_transaction_session_timeout: '60000',
}

/** Connections to a server; the driver is loaded by those only who have one. */
export async function makePool(location: string, maximum = 10): Promise<Pool> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    connectionString: location,
    max: maximum,
    application_name: 'tcex',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Statements that do not wait for each other are sent one behind the other.
    pipeline: true,
    onConnect: settle,
    types: { getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format) },
  })
  // A connection that ends says so to whoever waits for an answer on it; one on which nobody waits is replaced.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', () => {})
  return pool
}

/** A server that does not know a setting does without it. */
async function settle(client: ClientBase): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await client.query(`set ${name} = ${value}`).catch(() => {})
  }
}
