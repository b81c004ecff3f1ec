import type { Migration } from './migration.ts'

/**
 * Lists and look-ups show the displayed attributes of an item and seldom the others: whether it has any is known from few
 * places, where each of its attributes had to be looked at.
 */
export const displayed: Migration = {
  version: 15,
  name: 'displayed',
  additions: {
    attribute: {
      indexes: { attribute_displayed: { on: ['owner_id', 'item_id', 'id'], where: 'displayed = 1' } },
    },
  },
}
