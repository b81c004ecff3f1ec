import { ConfigurationError } from '../errors.ts'
import { lazily } from '../loading.ts'
import type { Clock } from '../transport/clock.ts'
import type { Send } from '../transport/request.ts'
import type { TypeStore } from '../type-store.ts'
import type { Limits } from './chunk.ts'
import type { BatchItem, BatchOptions, BatchReport } from './options.ts'

const loadRun = lazily(() => import('./run.ts'))

/** What a batch needs of its client. */
export interface BatchContext {
  readonly types: TypeStore
  readonly send: Send
  readonly clock: Clock
  /** Whose items they are where the options name nobody. */
  readonly owner: () => Promise<string>
}

/**
 * Brings any number of groups, indicators and associations to the platform, as jobs of its V2 batch API.
 *
 * @example
 * const report = await tcex.batch({ owner: 'MyOrg', onProgress: print }).run(rows)
 * for (const { index, reason } of report.refused) console.error(index, reason)
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html
 */
export class Batch {
  readonly #context: BatchContext
  readonly #options: BatchOptions
  readonly #limits: Limits

  constructor(context: BatchContext, options: BatchOptions) {
    const { maxItems = 10_000, maxBytes = 8 * 1024 * 1024, concurrency = 2 } = options
    this.#context = context
    this.#options = options
    this.#limits = checked({ maxItems, maxBytes, concurrency })
    const { journal } = options
    if (journal && [journal.get, journal.set].some((each) => typeof each !== 'function')) {
      throw new ConfigurationError('The option "journal" must have the functions get and set, as a Map has.')
    }
  }

  /**
   * Reads the input to its end and reports on every row. Items that are the same (by xid, or by type and value) become
   * one; links go last, when everything that they may lead to is there. Memory does not grow
   * with the input, but for some 20 bytes a row by which a duplicate is known, and for links.
   *
   * @param items any iterable, also an asynchronous one; it is read no faster than jobs are done
   * @example const { landed, merged, refused } = await tcex.batch({ owner: 'MyOrg' }).run(rows)
   * @throws AbortError where the signal ended it, HttpError where the platform makes no jobs for this user or owner
   */
  async run(items: Iterable<BatchItem> | AsyncIterable<BatchItem>): Promise<BatchReport> {
    const { Run } = await loadRun()
    return new Run(this.#context, this.#options, this.#limits).run(items)
  }
}

function checked(limits: Limits): Limits {
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new ConfigurationError(`The option "${name}" must be a whole number, 1 or more.`)
    }
  }
  return limits
}
