import { and, type Comparison, type Condition, comparison } from '../query/condition.ts'
import type { ComputedName, FieldValue } from './field.ts'

const passed =
  (date: string) =>
  (now: string): Condition<FieldValue> =>
    comparison(date, '<', now)

/**
 * Fields that are computed at the time of asking, each as the condition under which it is true: one definition for the
 * answer and for the filter.
 */
export const computedFields: Readonly<Record<ComputedName, (now: string) => Condition<FieldValue>>> = {
  overdue: (now) => and(passed('dueDate')(now), comparison('status', '!', 'Completed')),
  // What was sent stays sent when the task is completed.
  reminded: passed('reminderDate'),
  escalated: passed('escalationDate'),
}

/** Whether a condition holds for the given values; a value that is absent matches no comparison but `!`. */
export function holds(
  condition: Condition<FieldValue>,
  values: Readonly<Record<string, FieldValue | undefined>>,
): boolean {
  if (condition.kind !== 'comparison') {
    const each = (part: Condition<FieldValue>) => holds(part, values)
    return condition.kind === 'and' ? condition.conditions.every(each) : condition.conditions.some(each)
  }
  return compares(condition, values)
}

function compares(
  condition: Comparison<FieldValue>,
  values: Readonly<Record<string, FieldValue | undefined>>,
): boolean {
  const actual = values[condition.field]
  const { operator, value } = condition
  if (operator === '!') return actual !== value
  if (actual === undefined) return false
  if (Array.isArray(actual)) return operator === '=' && actual.includes(String(value))
  if (operator === '=') return actual === value
  if (operator === '^') return String(actual).startsWith(String(value))
  return operator === '<' ? actual < value : actual > value
}
