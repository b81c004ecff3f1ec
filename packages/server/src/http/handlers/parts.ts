import type { IndicatorPart } from '@tcex/model'
import { refuse } from '../../service/refusal.ts'
import type { Call } from '../call.ts'

/** Some parts exist for certain types only; for others the path leads nowhere. */
export function refuseWithout(call: Call, path: string, ...wanted: readonly IndicatorPart[]): void {
  const { entry, id } = call.item
  if (entry.kind === 'indicator' && wanted.some((part) => entry.parts?.includes(part))) return
  throw refuse('unknownPart', { part: `${path} of a ${entry.type}`, id })
}
