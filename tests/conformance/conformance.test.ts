import { describe, it } from 'node:test'
import { runScenario, transports } from '@tcex/testkit'
import { scenarios } from './scenarios.ts'

for (const [transport, start] of transports) {
  describe(`the platform ${transport}`, () => {
    for (const scenario of scenarios) it(scenario.name, () => runScenario(scenario, start))
  })
}
