// Every example of the documentation, sent as it stands there, and the answer compared field by field.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalog } from '@tcex/model'
import { runScenario, type Scenario, transports } from '@tcex/testkit'
import { contentRoutes, routes } from '../../../packages/server/src/http/routes.ts'
import { isServed, type RoutePath } from '../documented-endpoints.ts'
import { commonErrors } from './common-errors.ts'
import counts from './counts.json' with { type: 'json' }
import { fileScenario } from './files.ts'
import { notReplayed } from './not-replayed.ts'
import { documentedExamples, nameOf, type PageExample } from './pages.ts'
import { scenarioOf } from './replay.ts'
import { ruleOf, rules } from './rules/rules.ts'
import { valueScenario } from './values.ts'

const replayed = documentedExamples.filter((example) => !notReplayed(example))

const all: readonly RoutePath[] = [...routes, ...contentRoutes]
const branches = catalog.branches()

/** The forms of calls in scope; one that has a sentence for a placeholder is a form of anything. */
const forms = documentedExamples
  .filter(({ kind, call = '' }) => kind === 'form' && !/{insert|\/v2\/(customMetrics|playbooks)/.test(call))
  .map(({ page, call = '' }) => {
    const [method, target = ''] = call.split(' ')
    const path = target.replace(/^\/v2|\?.*$|\/$/g, '')
    return { page, path, method: method as 'GET' }
  })

function play(example: PageExample): Scenario {
  if (example.kind === 'file') return fileScenario(example)
  if (example.kind === 'value') return valueScenario(example, documentedExamples)
  const [, replay] = ruleOf(example) ?? []
  assert.ok(replay, `${nameOf(example)} has no replay`)
  return scenarioOf(example, replay)
}

describe('the examples of the documentation', () => {
  it('are all here, page by page', () => {
    const found: Record<string, number> = {}
    for (const { page } of documentedExamples) found[page] = (found[page] ?? 0) + 1
    assert.deepEqual(found, counts)
  })

  it('each have a replay, or a reason why not', () => {
    for (const example of replayed) assert.ok(play(example), nameOf(example))
  })

  it('with placeholders are of calls that are served', () => {
    assert.deepEqual(
      forms.filter((form) => !isServed(form, all, branches)).map(({ page, path }) => [page, path]),
      [],
    )
    assert.ok(forms.length > 150)
  })

  it('are what the rules are for', () => {
    const used = new Set(replayed.map((example) => ruleOf(example)?.[0]))
    assert.deepEqual(
      rules.filter((rule) => !used.has(rule)).map(({ calls }) => String(calls)),
      [],
    )
  })
})

for (const [transport, start] of transports) {
  describe(`the documentation ${transport}`, () => {
    for (const scenario of commonErrors) it(scenario.name, () => runScenario(scenario, start))
    for (const example of replayed) it(nameOf(example), () => runScenario(play(example), start))
  })
}
