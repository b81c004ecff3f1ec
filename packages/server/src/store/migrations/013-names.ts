import type { Index } from '../schema/table.ts'
import type { Migration } from './migration.ts'

const nameOf = (kind: string): Index => ({
  on: ['owner_id', 'kind', { text: 'name' }],
  where: `kind = '${kind}'`,
})

/**
 * What indicators are called is their value, over which there is an index by type already: a second one costs each of
 * them another place somewhere in the file, which for millions is most of what writing them takes.
 */
export const names: Migration = {
  version: 13,
  name: 'names',
  additions: {
    item: {
      without: ['item_name'],
      indexes: {
        item_group_name: nameOf('group'),
        item_victim_name: nameOf('victim'),
        item_task_name: nameOf('task'),
      },
    },
  },
}
