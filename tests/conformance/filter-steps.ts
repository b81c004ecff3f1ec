// How scenarios say what a filter finds and what it refuses.

import type { Step } from '@tcex/testkit'

/** The call of a list with a filter, its rules encoded. */
export const filter = (path: string, rules: string, more = ''): Step['call'] =>
  `GET ${path}?filters=${encodeURIComponent(rules)}${more}` as Step['call']

/** What a filter finds: names or summaries, in the order in which the items were made. */
export const finds = (path: string, rules: string, found: readonly string[], more = ''): Step => {
  const [entity, key] = keysOf(path)
  return {
    call: filter(path, rules, more),
    status: 200,
    json: { data: { resultCount: found.length, [entity]: found.map((value) => ({ [key]: value })) } },
  }
}

function keysOf(path: string): readonly [entity: string, key: string] {
  const known: Readonly<Record<string, readonly [string, string]>> = {
    '/groups': ['group', 'name'],
    '/groups/campaigns': ['campaign', 'name'],
    '/groups/documents': ['document', 'name'],
    '/groups/incidents': ['incident', 'name'],
    '/indicators': ['indicator', 'summary'],
    '/indicators/addresses': ['address', 'ip'],
    '/indicators/hosts': ['host', 'hostName'],
    '/indicators/urls': ['url', 'text'],
    '/tasks': ['task', 'name'],
    '/victims': ['victim', 'name'],
  }
  return known[path] ?? ['', '']
}

const operators = ['=', '<', '>', '^', '!'] as const

/** Operators that the documentation does not give a field are refused, naming field and operator. */
export const refusesOthers = (path: string, field: string, allowed: string, value: string): readonly Step[] =>
  operators
    .filter((operator) => !allowed.includes(operator))
    .map((operator) => ({
      call: filter(path, `${field}${operator}${value}`),
      status: 400,
      says: ['filters', `"${field}"`, `operator ${operator}`],
    }))
