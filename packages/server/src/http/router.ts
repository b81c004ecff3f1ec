import type { IncomingMessage } from 'node:http'
import type { Kind } from '@tcex/model'
import type { FastifyRequest } from 'fastify'
import findMyWay, { type HTTPVersion, type Instance } from 'find-my-way'
import type { Role } from '../service/roles.ts'
import type { Handler } from './call.ts'
import { leastRole } from './roles.ts'
import { contentRoutes, type Method, type Route, routes } from './routes.ts'

/** Where the platform's paths begin. */
export const apiPath = '/api'

/** Where those of its routes begin. */
export const routesPath = `${apiPath}/v2`

/** How URLs are read, by this router and the framework's alike. Nobody asks it for the query, which is read elsewhere. */
export const urlRules = {
  ignoreTrailingSlash: true,
  maxParamLength: 100_000,
  querystringParser: () => ({}),
}

/** How a route is answered: it only reads, or its body is read first, or its body is handed on as it comes. */
export type Way = 'read' | 'whole' | 'stream'

/** A route, and what is known of it before anybody calls it. */
export interface KnownRoute {
  readonly way: Way
  readonly least: Role
  readonly handler: Handler
  readonly kind: Kind | undefined
}

/** The route that a request asks for, and what the path says. */
interface Found {
  readonly store: KnownRoute
  readonly params: Readonly<Record<string, string | undefined>>
}

const ways: readonly (readonly [Way, Route])[] = [
  ...routes.map((route) => [onlyReads(route) ? 'read' : 'whole', route] as const),
  ...contentRoutes.map((route) => ['stream', route] as const),
]

/** Who asks how a batch job is doing asks about what was written a moment ago, perhaps by another process. */
function onlyReads([method, path]: Route): boolean {
  return method === 'GET' && !/^\/batch(?:\/|$)/.test(path)
}

/** The first part of a path, which no route leaves open. */
const partOf = ([, path]: Route): string => path.split('/', 2)[1] ?? ''

const parts: ReadonlySet<string> = new Set(ways.map(([, route]) => partOf(route)))

/** A URL that names its first part as it is; every client's do. */
function plainPart(url: string): string | undefined {
  return url.startsWith(beginning) ? /^\w+(?=[/?#]|$)/.exec(url.slice(beginning.length))?.[0] : undefined
}

const beginning = `${routesPath}/`

/** One that may name it in other ways: with letters in percents, or with the site before it. */
const odd = /^[^/]|^[^?#]*%/

/** By first part, since most processes are asked for few of them; the one of all parts is for odd URLs. */
const routers = new Map<string, Instance<HTTPVersion.V1>>()
const allParts = ''

/** What is needed to find a route is made when it is first asked for, so that a new server answers sooner. */
function find(method: string, url: string): Found | null {
  const part = plainPart(url)
  if (part !== undefined) return parts.has(part) ? routerOf(part).find(method as Method, url) : null
  return odd.test(url) ? routerOf(allParts).find(method as Method, url) : null
}

function routerOf(part: string): Instance<HTTPVersion.V1> {
  const made = routers.get(part)
  if (made) return made
  const router = findMyWay(urlRules)
  for (const [way, route] of ways) {
    if (part !== allParts && part !== partOf(route)) continue
    const [method, path, handler, kind] = route
    const known: KnownRoute = { way, least: leastRole(method, path), handler, kind }
    router.on(method, routesPath + path, notCalled, known)
  }
  routers.set(part, router)
  return router
}

const notCalled = () => {}

/** Where a request has what was found for it. */
const found = Symbol('found')

interface Routed extends IncomingMessage {
  [found]?: Found
}

/**
 * By this the framework knows in which way a request is to be answered, so that it needs a route for each way and not
 * one for each path. What no route is found for it answers itself.
 */
export const wayConstraint = {
  name: 'way',
  storage: () => new Map(),
  deriveConstraint: (request: Routed): Way | 'none' => {
    const route = find(request.method ?? '', request.url ?? '')
    if (!route) return 'none'
    request[found] = route
    return route.store.way
  },
}

/** The route that a request asks for; what its path says is among the request's parameters from here on. */
export function routeOf(request: FastifyRequest): KnownRoute {
  const { [found]: route } = request.raw as Routed
  if (!route) throw new TypeError('the framework found a route where none is')
  request.params = route.params
  return route.store
}
