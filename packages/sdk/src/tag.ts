import type { TagEntity } from '@tcex/model'
import { Named } from './named.ts'
import type { Context } from './resource.ts'

/** What a tag may be given beside its name. */
export interface TagFields {
  readonly description?: string | undefined
}

/**
 * A tag, and what carries it. A tag that nobody carries gives empty lists. Tags need not be created: adding one to an
 * item makes it.
 *
 * @example for await (const group of tcex.ti.tag('Crimeware').groups({ groupType: 'Adversary' })) use(group)
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/tags/tags.html
 */
export class Tag extends Named<TagEntity, TagFields> {
  constructor(context: Context, name: string, owner?: string | undefined) {
    super(context, name, { owner, branch: 'tags', entity: 'tag' })
  }
}
