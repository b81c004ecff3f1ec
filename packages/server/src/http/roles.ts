import type { Role } from '../service/roles.ts'
import type { Method } from './routes.ts'

/** The least role in an owner that a call needs, by its method. */
const byMethod: Readonly<Record<Method, Role>> = {
  GET: 'read-only',
  POST: 'user',
  PUT: 'user',
  DELETE: 'user',
}

/** What needs more or less than its method says: what an owner's items have in common is for its administrators to change. */
const byRoute: readonly (readonly [method: Method, path: string, least: Role])[] = [
  // A batch says in its body which owner it is for; the service holds the role there against it.
  ['POST', '/batch', 'read-only'],
  ['POST', '/batch/:id', 'read-only'],
  ['POST', '/batch/createAndUpload', 'read-only'],
  ['POST', '/securityLabels', 'administrator'],
  ['PUT', '/securityLabels/:label', 'administrator'],
  ['DELETE', '/securityLabels/:label', 'administrator'],
]

/** The least role that a route needs; the one table of it. */
export function leastRole(method: Method, path: string): Role {
  // Some paths are there in lower case too.
  const own = byRoute.find(
    ([ofMethod, ofPath]) => ofMethod === method && ofPath.toLowerCase() === path.toLowerCase(),
  )
  return own?.[2] ?? byMethod[method]
}
