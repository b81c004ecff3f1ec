import { answers, type Context, lists, type Section } from './example.ts'
import { isMain } from './main.ts'
import { run } from './run.ts'

const parameters = { includes: ['additional', 'attributes', 'labels', 'tags'] } as const

const adversary = ({ tcex, ids }: Context) =>
  tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg', uniqueId: ids.adversary })

const readGroups: Section = {
  title: 'Groups: read',
  examples: [
    lists('by type', ({ tcex }) =>
      tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg' }).many({ params: parameters }),
    ),
    lists('by tag', ({ tcex }) => tcex.ti.tag('Crimeware').groups({ params: parameters })),
    lists('by filter', ({ tcex }) => {
      const filters = tcex.filters()
      filters.add('name', '=', 'my_name_filter')
      return tcex.ti.group({ owner: 'MyOrg' }).many({ filters, params: parameters })
    }),
    answers(200, 'by id', (context) => adversary(context).single({ params: parameters })),
  ],
}

const groupMetadata: Section = {
  title: 'Groups: metadata',
  examples: [
    lists('group associations', (context) => adversary(context).groupAssociations()),
    lists('indicator associations', (context) => adversary(context).indicatorAssociations()),
    lists('victim asset associations', (context) => adversary(context).victimAssetAssociations()),
    lists('attributes', (context) => adversary(context).attributes()),
    lists('tags', (context) => adversary(context).tags()),
    lists('labels', (context) => adversary(context).labels()),
  ],
}

let campaign: ReturnType<typeof newCampaign>

const newCampaign = ({ tcex }: Context) =>
  tcex.ti.group({ groupType: 'Campaign', name: 'camp-3', owner: 'MyOrg', firstSeen: '2019-04-02' })

const writeGroups: Section = {
  title: 'Groups: create, update, delete',
  examples: [
    answers(201, 'create', (context) => {
      campaign = newCampaign(context)
      return campaign.create()
    }),
    answers(201, 'add an association', ({ tcex, ids }) =>
      campaign.addAssociation({
        target: tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg', uniqueId: ids.otherAdversary }),
      }),
    ),
    answers(201, 'add an attribute', () =>
      campaign.addAttribute({ attributeType: 'Description', attributeValue: 'Example Description.' }),
    ),
    answers(201, 'add a label', () => campaign.addLabel({ label: 'TLP:GREEN' })),
    answers(201, 'add a tag', () => campaign.addTag({ name: 'Crimeware' })),
    answers(200, 'update', ({ tcex, ids }) =>
      tcex.ti
        .group({
          groupType: 'Campaign',
          name: 'camp-3',
          owner: 'MyOrg',
          firstSeen: '2019-04-02',
          uniqueId: ids.campaign,
        })
        .update(),
    ),
    answers(200, 'delete', ({ tcex, ids }) =>
      tcex.ti.group({ groupType: 'Campaign', uniqueId: ids.campaign }).delete(),
    ),
  ],
}

export const groupSections: readonly Section[] = [readGroups, groupMetadata, writeGroups]

if (isMain(import.meta.url)) process.exitCode = await run(groupSections)
