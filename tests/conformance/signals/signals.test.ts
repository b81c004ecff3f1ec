import { describe, it } from 'node:test'
import { indicatorScenarios } from './indicators.scenarios.ts'
import { linkScenarios } from './links.scenarios.ts'
import { reportScenarios } from './reports.scenarios.ts'
import { runScenario } from './run.ts'

const rooms = {
  'what is reported on indicators': reportScenarios,
  'how indicators are linked': linkScenarios,
  'where indicators are, and were': indicatorScenarios,
}

for (const [room, scenarios] of Object.entries(rooms)) {
  describe(room, () => {
    for (const scenario of scenarios) it(scenario.name, () => runScenario(scenario))
  })
}
