import { acknowledged, type Target, targetPath } from '../associations.ts'
import { branchOf } from '../lookup.ts'
import { namePart } from '../metadata.ts'
import type { CallOptions, Includes, Including } from '../query.ts'
import type { TiResponse } from '../response.ts'
import type { IndicatorListOptions, ListedIndicator } from '../types.ts'
import type { Callable } from './traits.ts'

/** What a file does to an indicator, as the platform's API names it: `drop`, `traffic`, `registryKey`, … */
export interface ActionOptions extends CallOptions {
  readonly action: string
  /** The indicator that it is done to. */
  readonly target: Target
}

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#file-action */
export interface ActionCalls {
  /**
   * The indicators that the file does something to, of one type where `indicatorType` names it.
   *
   * @example for await (const { summary } of file.actions({ action: 'mutex' })) print(summary)
   */
  actions<const N extends string = never, const I extends Includes = never>(
    options: IndicatorListOptions<N, I> & Pick<ActionOptions, 'action'>,
  ): AsyncIterable<Including<ListedIndicator<N>, I>>
  /**
   * Adds an indicator to what the file does. Status 201.
   *
   * @example await file.addAction({ action: 'mutex', target: tcex.ti.mutex({ Mutex: 'mine' }) })
   * @throws MissingIdError where one of the two has no value
   */
  addAction(options: ActionOptions): Promise<TiResponse>
  /**
   * Takes an indicator away from what the file does. Status 200.
   *
   * @example await file.deleteAction({ action: 'mutex', target: tcex.ti.mutex({ Mutex: 'mine' }) })
   * @throws MissingIdError where one of the two has no value
   */
  deleteAction(options: ActionOptions): Promise<TiResponse>
}

export function actions(item: Callable): ActionCalls {
  const place = (action: string) => ['actions', namePart('action', action)]
  const call = async (method: 'POST' | 'DELETE', { action, target, ...options }: ActionOptions) => {
    const path = [...item.path(), ...place(action), ...targetPath(target)]
    return item.call({ ...options, method, path, decode: acknowledged })
  }
  return {
    actions: ({ action, indicatorType, ...options }) =>
      item.below(options, () => {
        const { path, entity } = branchOf(item.catalog, 'indicator', indicatorType)
        return { path: [...place(action), ...path], entity }
      }),
    addAction: (options) => call('POST', options),
    deleteAction: (options) => call('DELETE', options),
  }
}
