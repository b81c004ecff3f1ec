import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Scenario } from '@tcex/testkit'
import { contentRoutes, type Route, routes } from '../../packages/server/src/http/routes.ts'
import { scenarios } from './scenarios.ts'

/** Routes whose answers are no JSON, that need several owners, or whose work goes on after the answer, and where their tests are. */
const elsewhere: Readonly<Record<string, string>> = {
  'GET /groups/:type/:id/pdf': 'packages/server/src/http/handlers/groups.test.ts',
  ...Object.fromEntries(
    [
      'POST /batch',
      'POST /batch/:id',
      'POST /batch/createAndUpload',
      'GET /batch/:id',
      'GET /batch/:id/errors',
      'GET /batch/:id/results',
    ].map((name) => [name, 'tests/batch/jobs.test.ts']),
  ),
  'GET /indicators/:type/:id/owners': 'tests/conformance/indicator-owners.test.ts',
}

it('every route has a scenario in which it succeeds', () => {
  const all = [...routes, ...contentRoutes]
  // Under the original's spelling there are the same handlers again.
  const missing = uncovered(all, scenarios).filter(
    (name) => !elsewhere[name] && !name.includes('/securitylabels'),
  )
  assert.deepEqual(missing, [])
})

it('a route without a scenario is found', () => {
  const handler = routes[0]?.[2] as Route[2]
  const invented: Route = ['GET', '/groups/:type/:id/balloons', handler]
  assert.ok(uncovered([...routes, invented], scenarios).includes('GET /groups/:type/:id/balloons'))
})

/** The routes that no step calls with success. */
function uncovered(all: readonly Route[], list: readonly Scenario[]): readonly string[] {
  const called = new Set<string>()
  for (const { call, status } of list.flatMap(({ steps }) => steps)) {
    const route = status < 300 ? routeOf(all, call) : undefined
    if (route) called.add(nameOf(route))
  }
  return all.map(nameOf).filter((name) => !called.has(name))
}

const nameOf = ([method, path]: Route): string => `${method} ${path}`

/** The route that answers a call: of those that fit, the one with the most fixed segments. */
function routeOf(all: readonly Route[], call: string): Route | undefined {
  const [method, target = ''] = call.split(' ')
  const segments = (target.split('?')[0] ?? '').replace(/\/$/, '').split('/')
  const fitting = all.filter(([wanted, path]) => wanted === method && fits(path.split('/'), segments))
  return fitting.sort((left, right) => parameters(left) - parameters(right))[0]
}

const parameters = ([, path]: Route): number => path.split(':').length

const fits = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.length === segments.length &&
  pattern.every((part, index) => part.startsWith(':') || part === segments[index])
