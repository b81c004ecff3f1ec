import type { JsonType } from '../dialect.ts'
import type { Index } from '../schema/table.ts'
import type { Migration } from './migration.ts'

/** What lists may be filtered by and is kept in `fields`: the kind, the field, and as what it is compared. */
const filtered: readonly (readonly [kind: string, field: string, as: JsonType])[] = [
  ['group', 'firstSeen', 'text'],
  ['group', 'eventDate', 'text'],
  ['group', 'fileType', 'text'],
  ['indicator', 'rating', 'number'],
  ['indicator', 'confidence', 'number'],
  ['indicator', 'active', 'flag'],
  ['indicator', 'dnsActive', 'text'],
  ['indicator', 'whoisActive', 'text'],
  ['task', 'status', 'text'],
  ['task', 'dueDate', 'text'],
  ['task', 'escalationDate', 'text'],
  ['task', 'reminderDate', 'text'],
]

const indexOf = (kind: string, key: string, as: JsonType): Index => {
  const value = { json: 'fields', key, as }
  return { on: ['owner_id', value], where: `kind = '${kind}'`, has: value }
}

/** An index for each filter, over the items alone that have a value, which are few where there is one to start with. */
export const filters: Migration = {
  version: 12,
  name: 'filters',
  additions: {
    item: {
      indexes: Object.fromEntries(
        filtered.map(([kind, field, as]) => [
          `item_${kind}_${field}`.toLowerCase(),
          indexOf(kind, field, as),
        ]),
      ),
    },
  },
}
