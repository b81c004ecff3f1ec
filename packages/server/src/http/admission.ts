import type { Kind } from '@tcex/model'
import type { FastifyRequest } from 'fastify'
import { enter } from '../service/access.ts'
import { type Door, WrongCredentials } from '../service/accounts.ts'
import type { Origin } from '../service/audit.ts'
import { readCall } from '../service/reading.ts'
import type { Role } from '../service/roles.ts'
import type { Scope } from '../service/scope.ts'
import { authenticate } from './authenticate.ts'
import { parameter, parseQuery, type Query } from './query.ts'

/** What a route needs: a role, and for what kind of item. */
export interface Needs {
  readonly least: Role
  readonly kind?: Kind | undefined
}

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
  { least, kind }: Needs,
): Promise<Admission> {
  const origin = originOf(request)
  const { address } = origin
  const account = await authenticate({ platform, vault, throttle, address }, request.raw)
  const query = queryOf(request)
  const place = { owner: parameter(query, 'owner'), item: kind && { kind, id: idOf(request) } }
  const { owner, role } = await enter(platform, account, place, least)
  return { scope: { platform, account, owner, role, origin }, query }
}

/**
 * Lets a request in that only reads, and does its work.
 *
 * @throws Refusal as `admit` does
 */
export function admitToRead<T>(
  door: Omit<Door, 'address'>,
  request: FastifyRequest,
  needs: Needs,
  work: (admission: Admission) => Promise<T>,
): Promise<T> {
  return counted(door, () =>
    readCall(door.platform, {
      enter: (platform) => admit({ ...door, platform }, request, needs),
      work: (platform, { scope, query }) => work({ scope: { ...scope, platform }, query }),
    }),
  )
}

/** Counts credentials that are wrong. */
export async function counted<T>({ throttle }: Pick<Door, 'throttle'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof WrongCredentials) await throttle.fail(error.claim)
    throw error
  }
}

const idOf = ({ params }: FastifyRequest): string => (params as { readonly id?: string }).id ?? ''

export function queryOf({ raw }: FastifyRequest): Query {
  return parseQuery(raw.url?.split('?').slice(1).join('?') ?? '')
}

export function originOf({ method, raw, ip }: FastifyRequest): Origin {
  return { method, path: raw.url?.split('?')[0] ?? '', address: ip }
}
