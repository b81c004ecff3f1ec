import { acknowledged } from './associations.ts'
import { Item } from './item.ts'
import { given } from './metadata.ts'
import type { CallOptions } from './query.ts'
import type { TiResponse } from './response.ts'

/** What is left out when a group is published. */
export interface PublishOptions extends CallOptions {
  /** The names of security labels: what has one of them is not published. */
  readonly securityLabelList?: readonly string[] | undefined
  /** Whether what has no security label is not published either. Default false. */
  readonly excludeUnlabeled?: boolean | undefined
}

/** What every group can do beside what every item can. */
export class Group<Entity> extends Item<Entity> {
  /**
   * Publishes the group, with what it is associated with. Status 200.
   *
   * @example await incident.publish({ securityLabelList: ['TLP:RED'], excludeUnlabeled: true })
   * @throws MissingIdError where the group has no id yet
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#publish-groups
   */
  async publish(options: PublishOptions = {}): Promise<TiResponse> {
    const { securityLabelList = [], excludeUnlabeled = false, ...rest } = options
    const path = [...this.path(), 'publish']
    const json = given({ securityLabelList, excludeUnlabeled })
    return this.call({ ...rest, method: 'POST', path, json, decode: acknowledged })
  }
}
