import type { Scenario } from '@tcex/testkit'
import { associationScenarios } from './associations.scenarios.ts'
import { detailScenarios } from './details.scenarios.ts'
import { filterScenarios } from './filters.scenarios.ts'
import { indicatorScenarios } from './indicators.scenarios.ts'
import { itemScenarios } from './items.scenarios.ts'
import { keyScenarios } from './keys.scenarios.ts'
import { linkScenarios } from './links.scenarios.ts'
import { metadataScenarios } from './metadata.scenarios.ts'
import { ownerScenarios } from './owners.scenarios.ts'
import { pagingScenarios } from './paging.scenarios.ts'
import { refusalScenarios } from './refusals.scenarios.ts'
import { reportScenarios } from './reports.scenarios.ts'
import { taskFilterScenarios } from './task-filters.scenarios.ts'
import { wireScenarios } from './wire.scenarios.ts'

/** Everything that the platform must do, as data. */
export const scenarios: readonly Scenario[] = [
  ...itemScenarios,
  ...keyScenarios,
  ...metadataScenarios,
  ...associationScenarios,
  ...ownerScenarios,
  ...filterScenarios,
  ...taskFilterScenarios,
  ...pagingScenarios,
  ...refusalScenarios,
  ...wireScenarios,
  ...detailScenarios,
  ...indicatorScenarios,
  ...linkScenarios,
  ...reportScenarios,
]
