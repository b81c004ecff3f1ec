import type { FastifyRequest } from 'fastify'
import { type Door, renewByToken } from '../service/accounts.ts'
import { refuse } from '../service/refusal.ts'
import { originOf, queryOf } from './admission.ts'
import type { Answer } from './call.ts'
import { parameter } from './query.ts'

/** Where apps renew their token: below the API, or below the site where that is what an app was given. */
export const appAuthPaths = (apiPath: string): readonly string[] => [`${apiPath}/appAuth`, '/appAuth']

/**
 * `GET /appAuth?expiredToken=…`, as the platform's apps send it. The token is all the proof there is; it stands in the
 * query, which neither the log nor the audit log shows.
 *
 * @throws Refusal with 401 for a token that cannot be renewed
 * @see https://github.com/ThreatConnect-Inc/tcex/blob/2.0.20/tcex/tokens/tokens.py
 */
export async function renewForApp(parts: Omit<Door, 'address'>, request: FastifyRequest): Promise<Answer> {
  const expiredToken = parameter(queryOf(request), 'expiredToken')
  if (!expiredToken) {
    throw refuse('invalidParameter', { field: 'expiredToken', rule: 'must be the token to be renewed' })
  }
  // A token's "+" comes as it is from whoever did not encode it.
  const token = expiredToken.replaceAll(' ', '+')
  const origin = originOf(request)
  const { token: apiToken, expires } = await renewByToken(
    { ...parts, address: origin.address },
    token,
    origin,
  )
  return { status: 200, body: { success: true, apiToken, apiTokenExpires: expires } }
}
