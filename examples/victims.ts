import { answers, type Context, lists, type Section } from './example.ts'
import { isMain } from './main.ts'
import { run } from './run.ts'

const seeded = ({ tcex, ids }: Context) => tcex.ti.victim({ owner: 'MyOrg', uniqueId: ids.victim })

let victim: ReturnType<typeof newVictim>

const newVictim = ({ tcex }: Context) => tcex.ti.victim({ name: 'Jane', owner: 'MyOrg', org: 'Example Bank' })

const victims: Section = {
  title: 'Victims',
  examples: [
    lists('all', ({ tcex }) => tcex.ti.victim({ owner: 'MyOrg' }).many()),
    lists('by tag', ({ tcex }) => tcex.ti.tag('Crimeware').victims()),
    lists('group associations', (context) => seeded(context).groupAssociations()),
    lists('attributes', (context) => seeded(context).attributes()),
    lists('tags', (context) => seeded(context).tags()),
    lists('labels', (context) => seeded(context).labels()),
    answers(201, 'create', (context) => {
      victim = newVictim(context)
      return victim.create()
    }),
    answers(201, 'add an asset', () =>
      victim.addAsset({ assetType: 'EmailAddress', address: 'jane@example.com', addressType: 'work' }),
    ),
    lists('assets', () => victim.assets()),
    answers(200, 'update', ({ tcex }) => {
      const { uniqueId } = victim
      return tcex.ti.victim({ owner: 'MyOrg', uniqueId, name: 'Jane', nationality: 'British' }).update()
    }),
    answers(200, 'delete', () => victim.delete()),
  ],
}

export const victimSections: readonly Section[] = [victims]

if (isMain(import.meta.url)) process.exitCode = await run(victimSections)
