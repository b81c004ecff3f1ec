import { describe, it } from 'node:test'
import { reportScenarios } from './reports.scenarios.ts'
import { runScenario } from './run.ts'

describe('indicators: what is reported on them', () => {
  for (const scenario of reportScenarios) it(scenario.name, () => runScenario(scenario))
})
