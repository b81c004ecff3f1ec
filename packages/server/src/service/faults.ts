import { type Fault, faultOf } from '../store/fault.ts'
import { type Refusal, refuse } from './refusal.ts'

/** What a caller is told when the database fails for the moment. */
const refusals: Readonly<Record<Fault, () => Refusal>> = {
  full: () => refuse('databaseFull', undefined),
  unreachable: () => refuse('databaseBusy', undefined),
}

/** The refusal for an error of the database that may be over later; undefined for any other error. */
export function refusalOfFault(error: unknown): Refusal | undefined {
  const fault = faultOf(error)
  return fault && refusals[fault]()
}

/** Whether an error is the database's for the moment, so that the same may succeed later. */
export const mayPass = (error: unknown): boolean => faultOf(error) !== undefined
