import type { BatchItem, BatchOptions, BatchReport } from '../index.ts'
import { type BatchBehaviour, batchPlatform } from './batch-platform.ts'
import { clientOf } from './recorder.ts'

/** No waiting between polls. */
export const poll = { min: 0, max: 0 }

/** A numbered address, as a row of a batch. */
export const address = (number: number, more: object = {}) => ({
  indicatorType: 'Address' as const,
  ip: `10.0.${number >> 8}.${number & 255}`,
  ...more,
})
export const addresses = (count: number) => Array.from({ length: count }, (_, index) => address(index))

/** Runs a batch against a scripted platform. */
export async function run(
  items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
  options: BatchOptions = {},
  behaviour: BatchBehaviour = {},
) {
  const platform = batchPlatform(behaviour)
  const { tcex, requests } = clientOf(platform.script)
  const report = await tcex.batch({ owner: 'O', poll, ...options }).run(items)
  const { read, landed, merged, refused } = report
  if (landed + merged.length + refused.length !== read) throw new Error('the counts do not add up')
  return { report, requests, ...platform }
}

export const counts = ({ read, landed, merged, refused }: BatchReport) => [
  read,
  landed,
  merged.length,
  refused.length,
]
