import { type FileOccurrenceEntity, parseDateTime } from '@tcex/model'
import { acknowledged } from '../associations.ts'
import { readEntity } from '../entity.ts'
import type { UniqueId } from '../identity.ts'
import { given, idPart } from '../metadata.ts'
import type { CallOptions, ReadOptions } from '../query.ts'
import type { TiResponse } from '../response.ts'
import type { Callable } from './traits.ts'

/** What is said of an occurrence: at least one of the three. */
export interface OccurrenceOptions extends CallOptions {
  readonly fileName?: string | undefined
  readonly path?: string | undefined
  readonly date?: string | Date | undefined
}

/** Names one occurrence. */
export interface OccurrenceKey extends CallOptions {
  readonly occurrenceId: UniqueId
}

type Answer = Promise<TiResponse<FileOccurrenceEntity>>

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieving-file-occurrences */
export interface OccurrenceCalls {
  /**
   * Where the file was found.
   *
   * @example for await (const { fileName, path } of file.occurrences()) print(fileName, path)
   * @throws HttpError or a subclass where a page is refused
   */
  occurrences(options?: ReadOptions): AsyncIterable<FileOccurrenceEntity>
  /**
   * One occurrence. Status 200.
   *
   * @example const { data } = await file.occurrence({ occurrenceId: 2 })
   * @throws InvalidValueError for an id that is no number
   */
  occurrence(options: OccurrenceKey): Answer
  /** Adds an occurrence. Status 201. @example await file.addOccurrence({ fileName: 'win999301.dll' }) */
  addOccurrence(options: OccurrenceOptions): Answer
  /**
   * Changes what is given of an occurrence. Status 200.
   *
   * @example await file.updateOccurrence({ occurrenceId: 2, path: 'C:\\Windows' })
   * @throws InvalidValueError for an id that is no number
   */
  updateOccurrence(options: OccurrenceKey & OccurrenceOptions): Answer
  /**
   * Takes an occurrence away. Status 200.
   *
   * @example await file.deleteOccurrence({ occurrenceId: 2 })
   * @throws InvalidValueError for an id that is no number
   */
  deleteOccurrence(options: OccurrenceKey): Promise<TiResponse>
}

const segment = 'fileOccurrences'
const entity = 'fileOccurrence'

export function occurrences(item: Callable): OccurrenceCalls {
  const decode = readEntity<FileOccurrenceEntity>(entity)
  const pathOf = (id: UniqueId) => [...item.path(), segment, idPart('occurrenceId', id)]
  return {
    occurrences: (options = {}) => item.below(options, () => ({ path: [segment], entity })),
    occurrence: async ({ occurrenceId, ...options }) =>
      item.call({ ...options, method: 'GET', path: pathOf(occurrenceId), decode }),
    addOccurrence: async (options) =>
      item.call({ ...split(options), method: 'POST', path: [...item.path(), segment], decode }),
    updateOccurrence: async ({ occurrenceId, ...options }) =>
      item.call({ ...split(options), method: 'PUT', path: pathOf(occurrenceId), decode }),
    deleteOccurrence: async ({ occurrenceId, ...options }) =>
      item.call({ ...options, method: 'DELETE', path: pathOf(occurrenceId), decode: acknowledged }),
  }
}

function split({ fileName, path, date, ...options }: OccurrenceOptions) {
  const utc = date === undefined ? undefined : (parseDateTime(date) ?? String(date))
  return { ...options, json: given({ fileName, path, date: utc }) }
}
