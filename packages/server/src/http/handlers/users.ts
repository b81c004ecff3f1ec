import * as users from '../../service/users.ts'
import { done, page, single } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

/** The users of one field of an item: a task's assignees, its escalatees. */
export const userHandlers = (field: string) => {
  const of = ({ item }: Call): users.Users => ({ reference: item, field })
  return handlers({
    list: async (call) => page('user', await users.listUsers(call.scope, of(call), call.page)),
    single: async (call) => single('user', await users.singleUser(call.scope, of(call), call.param('user'))),
    add: async (call) => {
      await users.addUser(call.scope, of(call), call.param('user'))
      return done()
    },
    delete: async (call) => {
      await users.removeUser(call.scope, of(call), call.param('user'))
      return done()
    },
  })
}
