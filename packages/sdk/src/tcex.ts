import { Batch, type BatchContext } from './batch/batch.ts'
import type { BatchOptions } from './batch/options.ts'
import { type Environment, processEnvironment, readEnvironment } from './environment.ts'
import { ConfigurationError } from './errors.ts'
import { Filters } from './filters.ts'
import type { Logger } from './log.ts'
import type { TcExOptions } from './options.ts'
import { settle } from './settings.ts'
import { createThreatIntelligence, type ThreatIntelligence } from './threat-intelligence.ts'
import { createLazySend } from './transport/send.ts'
import { TypeStore } from './type-store.ts'

/**
 * A client of one ThreatConnect platform. Making one sends nothing.
 *
 * @example
 * const tcex = new TcEx({ apiUrl: 'https://app.threatconnect.com/api', token: 'APIV2:…' })
 * const local = new TcEx({ fetch: server.fetch, ...server.credentials })
 * for await (const group of tcex.ti.group({ owner: 'MyOrg' }).many()) tcex.log.debug('group', group)
 * @see https://docs.threatconnect.com/en/latest/rest_api/quick_start.html
 */
export class TcEx {
  /** Threat intelligence: groups, indicators, tasks, victims, tags, owners. */
  readonly ti: ThreatIntelligence
  /** The log: silent unless the options say otherwise, and never with a secret in it. */
  readonly log: Logger

  readonly #batchContext: BatchContext

  /** @throws ConfigurationError naming the option that is missing or wrong */
  constructor(options: TcExOptions = {}) {
    const settings = settle(options)
    const { catalog, owner, prefetch, log } = settings
    const send = createLazySend(settings)
    const types = new TypeStore(catalog, send)
    this.ti = createThreatIntelligence({ types, owner, prefetch, send })
    this.#batchContext = {
      types,
      send,
      clock: settings.clock,
      owner: async () => owner ?? (await ownOrganization(this.ti)),
    }
    this.log = log
  }

  /**
   * A client from the platform's own variables: `TC_API_PATH`, `TC_TOKEN` or `API_ACCESS_ID` and `API_SECRET_KEY` (also
   * `TC_API_ACCESS_ID`, `TC_API_SECRET_KEY`), `TC_OWNER`.
   *
   * @param env the variables; by default those of the process
   * @param options whatever else the client is to have
   * @example const tcex = TcEx.fromEnv()
   * @throws ConfigurationError naming the variable that is missing
   */
  static fromEnv(env: Environment = processEnvironment(), options: TcExOptions = {}): TcEx {
    return new TcEx({ ...readEnvironment(env), ...options })
  }

  /**
   * Brings any number of groups, indicators and associations to the platform, as jobs of its batch API.
   *
   * @example
   * const report = await tcex.batch({ owner: 'MyOrg' }).run([{ indicatorType: 'Address', ip: '1.1.1.1', rating: 3 }])
   * console.log(report.landed, report.refused)
   * @throws ConfigurationError naming the option that is wrong
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html
   */
  batch(options: BatchOptions = {}): Batch {
    return new Batch(this.#batchContext, options)
  }

  /**
   * New filters for a list.
   *
   * @param options `or`: whether one rule is enough, in place of all
   * @example tcex.filters().add('name', '=', 'my_name_filter')
   */
  filters(options: { readonly or?: boolean | undefined } = {}): Filters {
    return new Filters(options)
  }
}

async function ownOrganization(ti: ThreatIntelligence): Promise<string> {
  for await (const { name } of ti.owner().mine()) return name
  throw new ConfigurationError('The option "owner" is missing, and the user has no organization.')
}
