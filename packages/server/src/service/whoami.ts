import type { WhoamiEntity } from '@tcex/model'
import type { Account } from './scope.ts'
import { viewUser } from './views.ts'

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/owners/owners.html#retrieving-information-about-your-current-user */
export function whoami(account: Account): WhoamiEntity {
  const { pseudonym, role } = account
  return { ...viewUser(account), ...(pseudonym === null ? {} : { pseudonym }), role }
}
