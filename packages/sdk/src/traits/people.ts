import type { MemberEntity } from '@tcex/model'
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

/** @see https://docs.threatconnect.com/en/latest/rest_api/v2/tasks/tasks.html#retrieve-task-metadata */
export interface PeopleCalls {
  /** Who is to do the task. */
  assignees: List
  /** One of them. Status 200, or 404 where the task is not theirs. */
  assignee: One
  /** Gives the task to a user. Status 201. @example await task.addAssignee({ userName: 'johndoe' }) */
  addAssignee: One
  /** Takes the task from a user. Status 200. */
  deleteAssignee: One
  /** Who is told when the task is not done in time. */
  escalatees: List
  /** One of them. Status 200, or 404 where the user is none. */
  escalatee: One
  /** Adds a user who is told. Status 201. */
  addEscalatee: One
  /** Takes a user from those who are told. Status 200. */
  deleteEscalatee: One
}

export function people(item: Callable): PeopleCalls {
  const list =
    (segment: string): List =>
    (options = {}) =>
      item.below(options, () => ({ path: [segment], entity: 'user' }), 'userName')
  const one =
    (segment: string, method: 'GET' | 'POST' | 'DELETE'): One =>
    async ({ userName, ...options }) => {
      const path = [...item.path(), segment, namePart('userName', userName)]
      return item.call({ ...options, method, path, decode: readEntity<MemberEntity>('user') })
    }
  return {
    assignees: list('assignees'),
    assignee: one('assignees', 'GET'),
    addAssignee: one('assignees', 'POST'),
    deleteAssignee: one('assignees', 'DELETE'),
    escalatees: list('escalatees'),
    escalatee: one('escalatees', 'GET'),
    addEscalatee: one('escalatees', 'POST'),
    deleteEscalatee: one('escalatees', 'DELETE'),
  }
}
