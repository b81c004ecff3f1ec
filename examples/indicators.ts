import { answers, type Context, lists, type Section } from './example.ts'
import { isMain } from './main.ts'
import { run } from './run.ts'

const parameters = { includes: ['additional', 'attributes', 'labels', 'tags'] } as const

const address = ({ tcex }: Context) =>
  tcex.ti.indicator({ indicatorType: 'Address', owner: 'MyOrg', uniqueId: '1.1.1.1' })

const readIndicators: Section = {
  title: 'Indicators: read',
  examples: [
    lists('by type', ({ tcex }) =>
      tcex.ti.indicator({ indicatorType: 'Address', owner: 'MyOrg' }).many({ params: parameters }),
    ),
    lists('by tag', ({ tcex }) => tcex.ti.tag('Crimeware').indicators({ params: parameters })),
    lists('by filter', ({ tcex }) => {
      const filters = tcex.filters()
      filters.add('summary', '=', '1.1.1.1')
      return tcex.ti.indicator({ owner: 'MyOrg' }).many({ filters, params: parameters })
    }),
    answers(200, 'by value', (context) => address(context).single({ params: parameters })),
  ],
}

const indicatorMetadata: Section = {
  title: 'Indicators: metadata',
  examples: [
    lists('group associations', (context) => address(context).groupAssociations()),
    lists('indicator associations', (context) => address(context).indicatorAssociations()),
    lists('victim asset associations', (context) => address(context).victimAssetAssociations()),
    lists('attributes', (context) => address(context).attributes()),
    lists('tags', (context) => address(context).tags()),
    lists('labels', (context) => address(context).labels()),
  ],
}

const newAddress = ({ tcex }: Context) =>
  tcex.ti.indicator({ indicatorType: 'Address', owner: 'MyOrg', ip: '12.13.14.15' })

const writeIndicators: Section = {
  title: 'Indicators: create, update, delete',
  examples: [
    answers(201, 'create', (context) => newAddress(context).create()),
    answers(201, 'add an association', (context) =>
      newAddress(context).addAssociation({
        target: context.tcex.ti.group({
          groupType: 'Adversary',
          owner: 'MyOrg',
          uniqueId: context.ids.otherAdversary,
        }),
      }),
    ),
    answers(201, 'add an attribute', (context) =>
      newAddress(context).addAttribute({
        attributeType: 'Description',
        attributeValue: 'Example Description.',
      }),
    ),
    answers(201, 'add a label', (context) => newAddress(context).addLabel({ label: 'TLP:GREEN' })),
    answers(201, 'add a tag', (context) => newAddress(context).addTag({ name: 'Crimeware' })),
    answers(200, 'update', (context) => newAddress(context).update()),
    answers(200, 'delete', (context) => newAddress(context).delete()),
  ],
}

export const indicatorSections: readonly Section[] = [readIndicators, indicatorMetadata, writeIndicators]

if (isMain(import.meta.url)) process.exitCode = await run(indicatorSections)
