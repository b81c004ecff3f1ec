import { lists, type Section } from './example.ts'
import { isMain } from './main.ts'
import { run } from './run.ts'

const owners: Section = {
  title: 'Owners',
  examples: [
    lists('all', ({ tcex }) => tcex.ti.owner().many()),
    lists('mine', ({ tcex }) => tcex.ti.owner().mine()),
    lists('members', ({ tcex }) => tcex.ti.owner().members()),
    lists('metrics', ({ tcex }) => tcex.ti.owner().metrics()),
  ],
}

export const ownerSections: readonly Section[] = [owners]

if (isMain(import.meta.url)) process.exitCode = await run(ownerSections)
