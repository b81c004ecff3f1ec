import { type IndicatorEntry, joinSummary, type Values } from '@tcex/model'
import { keysOf } from '../service/values.ts'
import type { Target } from './planned.ts'

/** An indicator by its value. */
export function valueTarget(entry: IndicatorEntry, values: Values): Target {
  return { by: 'value', type: entry.type, name: joinSummary(entry, values), keys: keysOf(entry, values) }
}

/** What a target is called in messages. */
export function nameOf(target: Target): string {
  if (target.by === 'id') return String(target.id)
  return target.by === 'value' ? target.name : target.xid
}
