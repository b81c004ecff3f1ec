import { and, type Condition, comparison, type FieldValue } from '@tcex/model'

const notPrivate = comparison<FieldValue>('privateFlag', '=', false)

/**
 * Narrows a list of indicators to what may be handed on beyond the members of their owner: published, or put into a
 * report that others fetch. Private ones stay where they are.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#private-indicators
 */
export function shareable(condition?: Condition<FieldValue>): Condition<FieldValue> {
  return condition ? and(condition, notPrivate) : notPrivate
}
