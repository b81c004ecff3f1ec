import { encodePseudonyms } from '@tcex/model'
import { ownerMetrics } from '../../service/metrics.ts'
import * as owners from '../../service/owners.ts'
import { whoami } from '../../service/whoami.ts'
import { page, single } from '../answers.ts'
import { handlers } from './handlers.ts'

export const owner = handlers({
  list: async (call) => page('owner', await owners.listOwners(call.scope, call.page)),
  mine: async ({ scope }) => ({
    status: 200,
    body: {
      status: 'Success',
      data: { resultCount: 1, owner: await owners.singleOwner(scope, String(scope.account.ownerId)) },
    },
  }),
  members: async ({ scope }) => {
    const members = await owners.listMembers(scope)
    if (!members.anonymous) return page('user', { items: members.users })
    return { status: 200, body: encodePseudonyms(members.pseudonyms) }
  },
  whoami: async ({ scope }) => single('user', whoami(scope.account)),
  metrics: async ({ scope }) => page('ownerMetric', { items: await ownerMetrics(scope, scope.owner.id) }),
  single: async (call) => {
    const found = await owners.singleOwner(call.scope, call.param('id'))
    return { status: 200, body: { status: 'Success', data: { resultCount: 1, owner: found } } }
  },
  singleMetrics: async (call) => {
    const { id } = await owners.singleOwner(call.scope, call.param('id'))
    return page('ownerMetric', { items: await ownerMetrics(call.scope, id) })
  },
})
