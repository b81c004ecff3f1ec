import type { PageExample } from '../pages.ts'
import type { Replay, Rule } from '../replay.ts'
import { associationRules } from './associations.ts'
import { batchRules } from './batch.ts'
import { bulkRules } from './bulk.ts'
import { filterRules } from './filters.ts'
import { groupRules } from './groups.ts'
import { indicatorRules } from './indicators.ts'
import { itemRules } from './items.ts'
import { ownerAndTypeRules } from './owners-and-types.ts'
import { tagAndLabelRules } from './tags-and-labels.ts'
import { taskAndVictimRules } from './tasks-and-victims.ts'

/** How the examples are played; the first rule that matches a call counts. */
export const rules: readonly Rule[] = [
  ...batchRules,
  ...bulkRules,
  ...filterRules,
  ...groupRules,
  ...indicatorRules,
  ...taskAndVictimRules,
  ...tagAndLabelRules,
  ...ownerAndTypeRules,
  ...itemRules,
  ...associationRules,
]

/** The rule of an example, and what it says. */
export function ruleOf(example: PageExample): readonly [Rule, Replay] | undefined {
  for (const rule of rules) {
    const match = rule.calls.exec(example.call ?? '')
    if (match) return [rule, typeof rule.replay === 'function' ? rule.replay(match, example) : rule.replay]
  }
  return undefined
}
