import type { Kind, TaskEntity, VictimEntity } from '@tcex/model'
import { branchOf } from './lookup.ts'
import { namePart } from './metadata.ts'
import type { ReadOptions } from './query.ts'
import { type Context, Resource } from './resource.ts'
import type { GroupListOptions, IndicatorListOptions, ListedGroup, ListedIndicator } from './types.ts'

/** Lists of a tag take the owner with each call. */
export interface TaggedOptions {
  readonly owner?: string | undefined
}

/**
 * What carries a tag. A tag that nobody carries gives empty lists.
 *
 * @example for await (const group of tcex.ti.tag('Crimeware').groups({ groupType: 'Adversary' })) use(group)
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/tags/tags.html#retrieve-tag-associations
 */
export class Tag extends Resource {
  readonly name: string

  constructor(context: Context, name: string, owner?: string | undefined) {
    super(context, owner)
    this.name = name
  }

  /** The groups that carry the tag, of one type where `groupType` names it. */
  groups<const N extends string = never>(
    options: GroupListOptions<N> & TaggedOptions = {},
  ): AsyncIterable<ListedGroup<N>> {
    return this.#tagged('group', options, options.groupType)
  }

  /** The indicators that carry the tag, of one type where `indicatorType` names it. */
  indicators<const N extends string = never>(
    options: IndicatorListOptions<N> & TaggedOptions = {},
  ): AsyncIterable<ListedIndicator<N>> {
    return this.#tagged('indicator', options, options.indicatorType)
  }

  /** The tasks that carry the tag. */
  tasks(options: ReadOptions & TaggedOptions = {}): AsyncIterable<TaskEntity> {
    return this.#tagged('task', options)
  }

  /** The victims that carry the tag. */
  victims(options: ReadOptions & TaggedOptions = {}): AsyncIterable<VictimEntity> {
    return this.#tagged('victim', options)
  }

  #tagged<T>(kind: Kind, options: ReadOptions & TaggedOptions, type?: string): AsyncIterable<T> {
    const branch = () => {
      const { path, entity } = branchOf(this.catalog, kind, type)
      return { path: ['tags', namePart('name', this.name), ...path], entity }
    }
    return this.list(options, { branch, owner: options.owner })
  }
}
