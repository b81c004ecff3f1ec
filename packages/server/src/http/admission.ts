import type { FastifyRequest } from 'fastify'
import { enter } from '../service/access.ts'
import type { Origin } from '../service/audit.ts'
import type { Role } from '../service/roles.ts'
import type { Platform, Scope } from '../service/scope.ts'
import type { Vault } from '../service/vault.ts'
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
  { platform, vault }: { readonly platform: Platform; readonly vault: Vault },
  request: FastifyRequest,
  least: Role,
): Promise<Admission> {
  const account = await authenticate(platform, vault, request.raw)
  const query = queryOf(request)
  const { owner, role } = await enter(platform, account, parameter(query, 'owner'), least)
  return { scope: { platform, account, owner, role, origin: originOf(request) }, query }
}

export function queryOf({ raw }: FastifyRequest): Query {
  return parseQuery(raw.url?.split('?').slice(1).join('?') ?? '')
}

export function originOf({ method, raw, ip }: FastifyRequest): Origin {
  return { method, path: raw.url?.split('?')[0] ?? '', address: ip }
}
