import { valueAt } from './data.ts'
import { type Client, clientOf } from './http.ts'
import type { Platform } from './platform.ts'

/** Numbers that jump about among the first so many. */
const anyOf = (size: number) => (request: number) => (request * 7_368_787) % size

export function lookupClient(platform: Platform, size: number, connections: number): Client {
  const pick = anyOf(size)
  return clientOf(
    platform,
    (request) => {
      const { branch, value } = valueAt(pick(request))
      return `/v2/indicators/${branch}/${encodeURIComponent(value)}?owner=MyOrg`
    },
    connections,
  )
}

export function rawLookup(size: number): (request: number) => string {
  const pick = anyOf(size)
  return (request) => {
    const { type, value } = valueAt(pick(request))
    return `/item/${type}/${encodeURIComponent(value)}`
  }
}
