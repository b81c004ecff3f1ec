import { TiResponse } from 'tcex'
import type { Example } from './example.ts'

/** What an example gave, put against what it was expected to give. */
export interface Outcome {
  readonly passed: boolean
  readonly summary: string
}

/** Judges the result of an example: the right status, or some items. */
export function judge({ expected }: Example, result: TiResponse | readonly unknown[]): Outcome {
  if (result instanceof TiResponse) {
    const passed = result.status === expected
    return { passed, summary: passed ? name(result.data) : `expected ${expected}: ${result.message ?? ''}` }
  }
  if (result.length === 0) return { passed: false, summary: 'nothing came back' }
  return {
    passed: expected === 'items',
    summary: `${result.length}: ${result.slice(0, 3).map(name).join(', ')}`,
  }
}

const keys = [
  'name',
  'summary',
  'ip',
  'hostName',
  'address',
  'value',
  'userName',
  'metricDate',
  'type',
] as const

/** The text by which a person knows an entity. */
function name(entity: unknown): string {
  if (typeof entity !== 'object' || entity === null) return 'acknowledged'
  const found = keys
    .map((key) => (entity as Record<string, unknown>)[key])
    .find((value) => value !== undefined)
  const id = (entity as { id?: number }).id
  return shorten(`${String(found ?? '')}${id === undefined ? '' : ` (${id})`}`, 40)
}

export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
