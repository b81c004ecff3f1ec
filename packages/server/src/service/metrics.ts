import type { AnyEntry, Kind, OwnerMetricEntity } from '@tcex/model'
import {
  attributesByDay,
  type DayCount,
  enrichedByDay,
  falsePositivesByDay,
  groupedByDay,
  type ItemDayCount,
  itemsByDay,
  observationsByDay,
  tagsByDay,
} from '../store/metrics.ts'
import { read, type Scope, seconds } from './scope.ts'

/** How many days the platform reports, today among them. */
const reportedDays = 30

interface Counts {
  readonly items: readonly ItemDayCount[]
  readonly tags: readonly DayCount[]
  readonly indicatorAttributes: readonly DayCount[]
  readonly groupAttributes: readonly DayCount[]
  readonly enriched: readonly DayCount[]
  readonly grouped: readonly DayCount[]
  readonly observations: readonly (DayCount & { readonly type: string })[]
  readonly falsePositives: readonly DayCount[]
}

/**
 * An owner's figures for each of the last 30 days, counted from what is stored: everything that had been added by the
 * end of the day and is still there. Tracks and results are not kept here, so there are none of them.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html#retrieve-owner-metrics
 */
export function ownerMetrics(scope: Scope, ownerId: number): Promise<readonly OwnerMetricEntity[]> {
  return read(scope, async ({ connection, platform }) => {
    const counts: Counts = {
      items: await itemsByDay(connection, ownerId),
      tags: await tagsByDay(connection, ownerId),
      indicatorAttributes: await attributesByDay(connection, ownerId, 'indicator'),
      groupAttributes: await attributesByDay(connection, ownerId, 'group'),
      enriched: await enrichedByDay(connection, ownerId),
      grouped: await groupedByDay(connection, ownerId),
      observations: await observationsByDay(connection, ownerId),
      falsePositives: await falsePositivesByDay(connection, ownerId),
    }
    const today = Math.floor(seconds(scope) / 86_400)
    const days = Array.from({ length: reportedDays }, (_, index) => today - reportedDays + 1 + index)
    return days.map((day) => metricsOf(counts, day, platform.catalog.entries))
  })
}

function metricsOf(counts: Counts, day: number, entries: readonly AnyEntry[]): OwnerMetricEntity {
  const items = counts.items.filter((each) => each.day <= day)
  const byKind = (kind: Kind) => total(items.filter((each) => each.kind === kind))
  const until = (list: readonly DayCount[]) => total(list.filter((each) => each.day <= day))
  const on = (list: readonly DayCount[]) => total(list.filter((each) => each.day === day))
  return {
    metricDate: new Date(day * 86_400_000).toISOString().slice(0, 10),
    totalIndicator: byKind('indicator'),
    ...byType(items, entries, 'indicator'),
    totalGroup: byKind('group'),
    ...byType(items, entries, 'group'),
    totalTask: byKind('task'),
    totalTag: until(counts.tags),
    totalTrack: 0,
    totalResult: 0,
    totalIndicatorAttribute: until(counts.indicatorAttributes),
    totalGroupAttribute: until(counts.groupAttributes),
    averageIndicatorRating: average(sum(items, 'ratingSum'), sum(items, 'ratingCount')),
    averageIndicatorConfidence: average(sum(items, 'confidenceSum'), sum(items, 'confidenceCount')),
    totalEnrichedIndicator: until(counts.enriched),
    totalGroupIndicator: until(counts.grouped),
    totalObservationDaily: on(counts.observations),
    totalObservationIndicator: until(counts.observations),
    ...observationsByType(counts.observations, day, entries),
    totalFalsePositiveDaily: on(counts.falsePositives),
    totalFalsePositive: until(counts.falsePositives),
  }
}

const total = (list: readonly DayCount[]): number => list.reduce((all, { count }) => all + count, 0)

const sum = (
  items: readonly ItemDayCount[],
  key: 'ratingSum' | 'ratingCount' | 'confidenceSum' | 'confidenceCount',
): number => items.reduce((all, item) => all + item[key], 0)

const average = (all: number, count: number): number =>
  count === 0 ? 0 : Math.round((all / count) * 100) / 100

/** The types that the platform counts say under which name. */
function byType(
  items: readonly ItemDayCount[],
  entries: readonly AnyEntry[],
  kind: Kind,
): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const entry of entries) {
    if (entry.kind !== kind || !entry.metric) continue
    counted[entry.metric] = total(items.filter((each) => each.kind === kind && each.type === entry.type))
  }
  return counted
}

/** The types whose observations the platform counts say under which name. */
function observationsByType(
  observations: Counts['observations'],
  day: number,
  entries: readonly AnyEntry[],
): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const entry of entries) {
    if (entry.kind !== 'indicator' || !entry.observationMetric) continue
    const ofType = observations.filter((each) => each.type === entry.type && each.day <= day)
    counted[entry.observationMetric] = total(ofType)
  }
  return counted
}
