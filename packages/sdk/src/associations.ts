import type { AssetType, TaskEntity, VictimEntity } from '@tcex/model'
import { readAny } from './entity.ts'
import { InvalidValueError } from './errors.ts'
import { assetBranch, type Branch, branchOf } from './lookup.ts'
import type { CallOptions, Includes, Including, ReadOptions } from './query.ts'
import { Resource } from './resource.ts'
import type { TiResponse } from './response.ts'
import type {
  AssetListOptions,
  GroupListOptions,
  IndicatorListOptions,
  ListedAsset,
  ListedGroup,
  ListedIndicator,
} from './types.ts'

/** Something that a link can lead to: an item with an id or a value, or a victim's asset. */
export interface Target {
  /**
   * Where it is, below `/v2`.
   *
   * @example tcex.ti.victimAsset({ assetType: 'Phone', uniqueId: 9 }).path()
   */
  path(): readonly string[]
}

/** The other end of a link. */
export interface AssociationOptions extends CallOptions {
  readonly target: Target
}

/**
 * The links between items.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/associations/associations.html
 */
export abstract class Associations extends Resource {
  /**
   * Where the item is, below `/v2`: `['groups', 'adversaries', '416']`.
   *
   * @example tcex.ti.adversary({ uniqueId: 416 }).path()
   * @throws MissingIdError where it has neither id nor value yet
   */
  abstract path(): readonly string[]

  /**
   * Links this item with another one. Status 201.
   *
   * @example await campaign.addAssociation({ target: tcex.ti.adversary({ uniqueId: 417 }) })
   * @throws MissingIdError where one of the two has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-group-associations
   */
  async addAssociation(options: AssociationOptions): Promise<TiResponse> {
    return this.#associate('POST', options)
  }

  /**
   * What is at the other end of a link. Status 200, or 404 where there is no such link.
   *
   * @example const { ok } = await campaign.association({ target: tcex.ti.adversary({ uniqueId: 417 }) })
   * @throws MissingIdError where one of the two has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/associations/associations.html
   */
  async association(options: AssociationOptions): Promise<TiResponse> {
    return this.#associate('GET', options)
  }

  /**
   * Takes a link away.
   *
   * @example await campaign.deleteAssociation({ target: tcex.ti.adversary({ uniqueId: 417 }) })
   * @throws MissingIdError where one of the two has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#delete-disassociate-group-associations
   */
  async deleteAssociation(options: AssociationOptions): Promise<TiResponse> {
    return this.#associate('DELETE', options)
  }

  /**
   * The groups that the item is linked with, of one type where `groupType` names it.
   *
   * @example for await (const { name } of item.groupAssociations({ groupType: 'Incident' })) print(name)
   */
  groupAssociations<const N extends string = never, const I extends Includes = never>(
    options: GroupListOptions<N, I> = {},
  ): AsyncIterable<Including<ListedGroup<N>, I>> {
    return this.below(options, () => branchOf(this.catalog, 'group', options.groupType))
  }

  /**
   * The indicators that the item is linked with, of one type where `indicatorType` names it.
   *
   * @example for await (const { ip } of item.indicatorAssociations({ indicatorType: 'Address' })) print(ip)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/associations/associations.html
   */
  indicatorAssociations<const N extends string = never, const I extends Includes = never>(
    options: IndicatorListOptions<N, I> = {},
  ): AsyncIterable<Including<ListedIndicator<N>, I>> {
    return this.below(options, () => branchOf(this.catalog, 'indicator', options.indicatorType))
  }

  /**
   * The assets of victims that the item is linked with, of one kind where `assetType` names it.
   *
   * @example for await (const { phoneType } of item.victimAssetAssociations({ assetType: 'Phone' })) print(phoneType)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/associations/associations.html
   */
  victimAssetAssociations<const T extends AssetType = never>(
    options: AssetListOptions<T> = {},
  ): AsyncIterable<ListedAsset<T>> {
    return this.below(options, () => assetBranch(this.catalog, options.assetType))
  }

  /**
   * The victims that the item is linked with.
   *
   * @example for await (const { name } of incident.victimAssociations()) print(name)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/associations/associations.html
   */
  victimAssociations(options: ReadOptions = {}): AsyncIterable<VictimEntity> {
    return this.below(options, () => branchOf(this.catalog, 'victim'))
  }

  /**
   * The tasks that the item is linked with.
   *
   * @example for await (const { name, status } of incident.taskAssociations()) print(name, status)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/associations/associations.html
   */
  taskAssociations(options: ReadOptions = {}): AsyncIterable<TaskEntity> {
    return this.below(options, () => branchOf(this.catalog, 'task'))
  }

  async #associate(
    method: 'GET' | 'POST' | 'DELETE',
    { target, ...options }: AssociationOptions,
  ): Promise<TiResponse> {
    const path = [...this.path(), ...targetPath(target)]
    return this.call({ ...options, method, path, decode: method === 'GET' ? readAny : acknowledged })
  }

  /** A list that belongs to the item; its place is looked up when the reading begins. */
  protected below<T>(options: ReadOptions, branch: () => Branch, key?: string): AsyncIterable<T> {
    return this.list<T>(options, { branch: () => prepend(this.path(), branch()), key })
  }
}

/**
 * Where the other end of a link is.
 *
 * @throws InvalidValueError where there is none
 */
export function targetPath(target: Target): readonly string[] {
  if (typeof target?.path === 'function') return target.path()
  throw new InvalidValueError(
    'An association needs the option "target": a group, indicator, task, victim or asset.',
  )
}

const prepend = (path: readonly string[], branch: Branch): Branch => ({
  ...branch,
  path: [...path, ...branch.path],
})

/** An answer that says no more than that it was done. */
export const acknowledged = (): undefined => undefined
