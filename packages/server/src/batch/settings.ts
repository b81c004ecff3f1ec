import { type BatchSettings, batchSettings, initialValues, validate } from '@tcex/model'
import type { Body } from '../service/items.ts'
import { refuse } from '../service/refusal.ts'

/**
 * The settings of a batch job, complete.
 *
 * @throws Refusal naming every parameter that breaks a rule
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#create-a-batch-job
 */
export function settingsIn(body: Body): BatchSettings {
  // The owner's name is a field of the body here, while everywhere else it is something the platform sets.
  const validated = validate(batchSettings, body, { creating: true })
  if (!validated.ok) throw refuse('invalidFields', { type: 'batch job', problems: validated.problems })
  return { ...initialValues(batchSettings), ...validated.values } as unknown as BatchSettings
}
