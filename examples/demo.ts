// Every example, against a platform that comes with it. `node examples/groups.ts` and its siblings run one part.

import { groupSections } from './groups.ts'
import { indicatorSections } from './indicators.ts'
import { isMain } from './main.ts'
import { ownerSections } from './owners.ts'
import { run } from './run.ts'
import { taskSections } from './tasks.ts'
import { victimSections } from './victims.ts'

export const sections = [
  ...groupSections,
  ...indicatorSections,
  ...taskSections,
  ...victimSections,
  ...ownerSections,
]

if (isMain(import.meta.url)) process.exitCode = await run(sections)
