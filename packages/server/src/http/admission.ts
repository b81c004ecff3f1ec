import type { Kind } from '@tcex/model'
import type { FastifyRequest } from 'fastify'
import { enter } from '../service/access.ts'
import type { Door } from '../service/accounts.ts'
import type { Origin } from '../service/audit.ts'
import type { Role } from '../service/roles.ts'
import type { Platform, Scope } from '../service/scope.ts'
import { authenticate } from './authenticate.ts'
import { parameter, parseQuery, type Query } from './query.ts'

/** A request that has been let in. */
export interface Admission {
  readonly scope: Scope
  readonly query: Query
}

/**
 * Lets a request in: who it comes from, which owner it works in, and whether the role there is enough.
 *
 * @throws Refusal with 401 for bad credentials or too low a role, with 403 for an owner out of reach
 */
export async function admit(
  { platform, vault, throttle }: Omit<Door, 'address'>,
  request: FastifyRequest,
  { least, kind }: { readonly least: Role; readonly kind?: Kind | undefined },
): Promise<Admission> {
  const origin = originOf(request)
  const { address } = origin
  const account = await authenticate({ platform, vault, throttle, address }, request.raw)
  const query = queryOf(request)
  const place = { owner: parameter(query, 'owner'), item: kind && { kind, id: idOf(request) } }
  const { owner, role } = await enter(platform, account, place, least)
  const working = isReading(request) ? await readingFrom(platform) : platform
  return { scope: { platform: working, account, owner, role, origin }, query }
}

/** Who asks how a batch job is doing asks about what was written a moment ago, perhaps by another process. */
function isReading({ method, routeOptions }: FastifyRequest): boolean {
  return method === 'GET' && !/\/batch(?:\/|$)/.test(routeOptions.url ?? '')
}

async function readingFrom(platform: Platform): Promise<Platform> {
  const database = await platform.database.forReading()
  return database === platform.database ? platform : { ...platform, database }
}

const idOf = ({ params }: FastifyRequest): string => (params as { readonly id?: string }).id ?? ''

export function queryOf({ raw }: FastifyRequest): Query {
  return parseQuery(raw.url?.split('?').slice(1).join('?') ?? '')
}

export function originOf({ method, raw, ip }: FastifyRequest): Origin {
  return { method, path: raw.url?.split('?')[0] ?? '', address: ip }
}
