import type { CallOptions } from '../query.ts'
import type { TiResponse } from '../response.ts'
import type { Callable } from './traits.ts'

export interface PdfCalls {
  /**
   * A report on the group, as PDF: `await response.bytes()`. Status 200. Documents and Emails have none.
   *
   * @example await writeFile('report.pdf', await (await incident.pdf()).throwForStatus().bytes())
   * @throws MissingIdError where the group has no id yet
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-pdf-report-for-groups
   */
  pdf(options?: CallOptions): Promise<TiResponse>
}

export const pdf = (item: Callable): PdfCalls => ({
  pdf: async (options = {}) => item.call({ ...options, method: 'GET', path: [...item.path(), 'pdf'] }),
})
