import { type Fields, type Values, validate } from '@tcex/model'
import {
  countObservations,
  countOrganizationsObservations,
  insertObservation,
} from '../store/observations.ts'
import { getItem } from './find.ts'
import type { Body } from './items.ts'
import { refuse } from './refusal.ts'
import { type Reference, read, type Scope, seconds, type Work, write } from './scope.ts'
import { wireTime } from './views.ts'

const observationFields = {
  count: {
    format: 'integer',
    title: 'Count',
    sentence: 'How often it was observed.',
    required: true,
    minimum: 1,
    maximum: 1_000_000_000,
  },
  dateObserved: { format: 'dateTime', title: 'Date', sentence: 'When it was observed; now by default.' },
} as const satisfies Fields

/**
 * Adds observations to an indicator.
 *
 * @throws Refusal for a count that is none, or a date that is none or yet to come
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#add-indicator-observations
 */
export function addObservations(scope: Scope, reference: Reference, body: Body): Promise<void> {
  return write(scope, async (work) => {
    const { id, ownerId } = await getItem(work, reference)
    const values = checked(work, body)
    const observed = dateIn(work, values.dateObserved)
    const who = { ownerId, itemId: id, accountId: work.account.id }
    await insertObservation(work.connection, { ...who, observed, count: Number(values.count) })
  })
}

function checked(work: Work, body: Body): Values {
  const validated = validate(observationFields, body, { creating: true, now: work.platform.now() })
  if (!validated.ok) throw refuse('invalidFields', { type: 'observation', problems: validated.problems })
  return validated.values
}

/** A client's clock, or its notion of a day, may be ahead of ours by so many seconds. */
const aDay = 86_400

function dateIn(work: Work, text: Values[string] | undefined): number {
  const now = seconds(work)
  const observed = text === undefined ? now : Date.parse(String(text)) / 1000
  if (observed <= now + aDay) return observed
  const problems = [{ field: 'dateObserved', rule: 'must not lie in the future' }]
  throw refuse('invalidFields', { type: 'observation', problems })
}

/** All observations of an indicator: how many, and when last. */
export interface ObservationEntity {
  readonly count: number
  readonly dateObserved: string
}

/**
 * The total of an indicator's observations, as a list of one; an empty one where it was never observed.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-total-indicator-observations
 */
export function totalObservations(scope: Scope, reference: Reference): Promise<readonly ObservationEntity[]> {
  return read(scope, async (work) => {
    const { id, ownerId } = await getItem(work, reference)
    const totals = await countObservations(work.connection, ownerId, [id])
    return totals.map(({ count, last }) => ({ count, dateObserved: wireTime(last) }))
  })
}

/** Observations by anybody, and those of them by the caller's organization. */
export interface ObservationCountEntity {
  readonly count: number
  readonly lastObserved?: string
  readonly yourCount: number
  readonly yourLastObserved?: string
}

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-observations-from-your-organization */
export function observationCount(scope: Scope, reference: Reference): Promise<ObservationCountEntity> {
  return read(scope, async (work) => {
    const { connection, account } = work
    const item = await getItem(work, reference)
    const [all] = await countObservations(connection, item.ownerId, [item.id])
    const yours = await countOrganizationsObservations(connection, item, account.ownerId)
    return {
      count: all?.count ?? 0,
      ...(all ? { lastObserved: wireTime(all.last) } : {}),
      yourCount: yours?.count ?? 0,
      ...(yours ? { yourLastObserved: wireTime(yours.last) } : {}),
    }
  })
}
