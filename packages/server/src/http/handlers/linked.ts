import type { Reference } from '../../service/scope.ts'
import { link, unlink } from '../../service/typed-associations.ts'
import { added, done } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

const other = (call: Call): Reference => ({
  entry: call.entry('indicator', 'otherType'),
  id: call.param('otherId'),
})

/** Indicators that an indicator is linked with by an association of a named type, or a file by an action. */
export const linked = (of: 'association' | 'action') =>
  handlers({
    add: async (call) => {
      await link(call.scope, call.association(of), call.item, other(call))
      return added()
    },
    delete: async (call) => {
      await unlink(call.scope, call.association(of), call.item, other(call))
      return done()
    },
  })
