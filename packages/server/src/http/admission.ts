import type { Kind } from '@tcex/model'
import type { FastifyRequest } from 'fastify'
import { enter } from '../service/access.ts'
import { type Door, WrongCredentials } from '../service/accounts.ts'
import type { Origin } from '../service/audit.ts'
import { atOnce, type Reading, readCall, type SharedReads } from '../service/reading.ts'
import type { Role } from '../service/roles.ts'
import type { Platform, Scope } from '../service/scope.ts'
import { authenticate } from './authenticate.ts'
import { addressOf } from './origin.ts'
import { parameter, parseQuery, type Query } from './query.ts'

/** What a route needs: a role, and for what kind of item. */
export interface Needs {
  readonly least: Role
  readonly kind?: Kind | undefined
  /** What is read through, where others read at the same time. */
  readonly reads?: SharedReads | undefined
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
  door: Omit<Door, 'address'>,
  request: FastifyRequest,
  needs: Needs,
): Promise<Admission> {
  const { platform } = door
  const through = (seen: Platform) => admitThrough({ ...door, platform: seen }, request, needs)
  const { scope, query } = await counted(door, () => atOnce(platform, through, needs.reads))
  return { scope: { ...scope, platform }, query }
}

async function admitThrough(
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
  const reading: Reading<Admission, T> = {
    enter: (platform) => admitThrough({ ...door, platform }, request, needs),
    work: (platform, { scope, query }) => work({ scope: { ...scope, platform }, query }),
  }
  return counted(door, () => readCall(door.platform, reading, needs.reads))
}

/** Counts credentials that are wrong; when nothing is read any more, since that is a write. */
async function counted<T>({ throttle }: Pick<Door, 'throttle'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof WrongCredentials) await throttle.fail(error.claim)
    throw error
  }
}

const idOf = ({ params }: FastifyRequest): string => (params as { readonly id?: string }).id ?? ''

export function queryOf({ raw: { url = '' } }: FastifyRequest): Query {
  const at = url.indexOf('?')
  return parseQuery(at === -1 ? '' : url.slice(at + 1))
}

export function originOf(request: FastifyRequest): Origin {
  const { method, raw } = request
  const { url = '' } = raw
  const at = url.indexOf('?')
  return { method, path: at === -1 ? url : url.slice(0, at), address: addressOf(request) }
}
