import { homedir } from 'node:os'
import { join } from 'node:path'

/** A database that has a server of its own, as its URL names it. */
export interface ServerLocation {
  readonly host: string
  readonly port: string
  readonly name: string
  readonly user: string | undefined
}

const form =
  /^postgres(?:ql)?:\/\/(?:([^/?#@:]*)(?::[^/?#@]*)?@)?([^/?#:]*|\[[^\]]*\])(?::(\d+))?(?:\/([^?#]*))?(?:\?([^#]*))?$/i

/** What a URL says of where a database is, with PostgreSQL's own variables for what it leaves out; never the password. */
export function serverLocation(location: string): ServerLocation | undefined {
  const found = form.exec(location)
  if (!found) return undefined
  const [, user, host, port, name, query = ''] = found
  const more = new URLSearchParams(query)
  const { PGHOST, PGPORT, PGDATABASE, PGUSER } = process.env
  return {
    host: more.get('host') || decoded(host) || PGHOST || 'localhost',
    port: more.get('port') || port || PGPORT || '5432',
    name: decoded(name) || PGDATABASE || decoded(user) || 'postgres',
    user: decoded(user) || PGUSER,
  }
}

const decoded = (text: string | undefined): string => {
  try {
    return decodeURIComponent(text ?? '')
  } catch {
    return text ?? ''
  }
}

/** Whether a database is named as one that has a server of its own. */
export const isServer = (location: string): boolean => /^postgres(?:ql)?:/i.test(location)

/**
 * Where the key of a database's secrets lies when none is given: beside a file; for a database on a server, which may be
 * another machine, in the user's own folder of settings, under the database's address.
 */
export function keyFileOf(location: string): string {
  const where = serverLocation(location)
  if (!where) return `${location}.key`
  const settings = process.env.XDG_CONFIG_HOME || join(homedir(), '.config')
  const name = [where.host, where.port, where.name].join('_').replace(/[^\w.-]+/g, '_')
  return join(settings, 'tcex', `${name}.key`)
}
