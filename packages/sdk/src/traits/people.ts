import type { Fields, MemberEntity } from '@tcex/model'
import { readEntity } from '../entity.ts'
import { namePart } from '../metadata.ts'
import type { CallOptions, ReadOptions } from '../query.ts'
import type { TiResponse } from '../response.ts'
import type { Callable } from './traits.ts'

/** Names one user. */
export interface UserKey extends CallOptions {
  readonly userName: string
}

type List = (options?: ReadOptions) => AsyncIterable<MemberEntity>
type One = (options: UserKey) => Promise<TiResponse<MemberEntity>>

type WithBranch = { readonly branch: string }

/**
 * The users of a field that has them, by its name and its branch: `assignees()` lists them, `assignee()` asks for one
 * (404 where it is none), `addAssignee()` (201) and `deleteAssignee()` change them.
 *
 * @example await task.addAssignee({ userName: 'johndoe' })
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#task-endpoints
 */
export type PeopleCalls<F extends Fields> = {
  readonly [K in keyof F as F[K] extends WithBranch ? F[K]['branch'] : never]: List
} & {
  readonly [K in keyof F as F[K] extends WithBranch ? K : never]: One
} & {
  readonly [K in keyof F as F[K] extends WithBranch
    ? `${'add' | 'delete'}${Capitalize<K & string>}`
    : never]: One
}

/** The calls on the users of one field. */
export function people(item: Callable, name: string, branch: string): object {
  const list: List = (options = {}) =>
    item.below(options, () => ({ path: [branch], entity: 'user' }), 'userName')
  const one =
    (method: 'GET' | 'POST' | 'DELETE'): One =>
    async ({ userName, ...options }) => {
      const path = [...item.path(), branch, namePart('userName', userName)]
      return item.call({ ...options, method, path, decode: readEntity<MemberEntity>('user') })
    }
  const title = capitalized(name)
  return {
    [branch]: list,
    [name]: one('GET'),
    [`add${title}`]: one('POST'),
    [`delete${title}`]: one('DELETE'),
  }
}

/** `assignee` as in `addAssignee`. */
export const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
