import type { AnyEntry, Kind } from '@tcex/model'
import { associate, dissociate } from '../../service/associations.ts'
import { listedItem, type Source, type Wanted } from '../../service/listings.ts'
import type { Reference } from '../../service/scope.ts'
import { added, done, item, items } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

/** Where a path's list comes from: an item, one of its kinds of association, or a tag or label of the owner's. */
const sources = {
  item: (call: Call): Source => ({ of: 'item', reference: call.item }),
  tag: (call: Call): Source => ({ of: 'tag', name: call.param('tag') }),
  label: (call: Call): Source => ({ of: 'label', name: call.param('label') }),
  association: (call: Call): Source => ({
    of: 'typed',
    reference: call.item,
    association: call.association('association'),
  }),
  action: (call: Call): Source => ({
    of: 'typed',
    reference: call.item,
    association: call.association('action'),
  }),
}

/** A kind with one type has no list of several. */
function onlyType({ scope }: Call, kind: Kind): { readonly entry?: AnyEntry } {
  const [entry, ...others] = scope.platform.catalog.of(kind)
  return entry && others.length === 0 ? { entry } : {}
}

/** Items that a source has of a kind: all, those of one type, or one of them. */
export const related = (of: keyof typeof sources, kind: Kind) => {
  const other = (call: Call): Reference => ({
    entry: call.entry(kind, 'otherType'),
    id: call.param('otherId'),
  })
  return handlers({
    list: async (call) => {
      const wanted: Wanted = { kind, ...onlyType(call, kind), source: sources[of](call) }
      return items(call, wanted)
    },
    typedList: async (call) => {
      const wanted = { kind, entry: call.entry(kind, 'otherType'), source: sources[of](call) }
      return items(call, wanted)
    },
    single: async (call) =>
      item(call, await listedItem(call.scope, other(call), sources[of](call), call.includes)),
    add: async (call) => {
      await associate(call.scope, call.item, other(call))
      return added()
    },
    delete: async (call) => {
      await dissociate(call.scope, call.item, other(call))
      return done()
    },
  })
}
