import type { Scenario, Step } from '@tcex/testkit'

const signed = (authorization: string, timestamp: string): Partial<Step> => ({
  auth: 'none',
  headers: { authorization, timestamp },
})

const refused = (name: string, status: number, step: Partial<Step>): Scenario => ({
  name: `is told of: ${name}`,
  steps: [{ call: 'GET /owners', status, says: [new RegExp(`^${name}`, 'i')], ...step }],
})

/**
 * The errors that have a section of their own.
 *
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#general-errors
 */
export const commonErrors: readonly Scenario[] = [
  {
    ...refused('Signature data did not match expected result', 401, {
      at: '2017-12-19T17:16:27Z',
      ...signed('TC 12345678901234567890:PthSlXIA7rNMow1h8wShfvOnTOhxHd+7njUe4MT4ZSs=', '1513703787'),
    }),
    options: { accessId: '12345678901234567890' },
  },
  {
    ...refused('Timestamp out of acceptable time range', 401, {
      at: '2017-12-19T17:21:28Z',
      ...signed('TC 12345678901234567890:PthSlXIA7rNMow1h8wShfvOnTOhxHd+7njUe4MT4ZSs=', '1513703787'),
    }),
    options: { accessId: '12345678901234567890' },
  },
  refused('Access Denied', 401, {
    at: '2017-12-19T17:16:27Z',
    ...signed('TC 12345678901234567890:PthSlXIA7rNMow1h8wShfvOnTOhxHd+7njUe4MT4ZSs=', '1513703787'),
  }),
  refused('Access Denied', 403, { call: 'GET /indicators?owner=Common%20Community' }),
  refused('Unauthorized', 401, { auth: 'none', headers: { authorization: 'TC-Token APIV2:430:c8mTcH' } }),
]
