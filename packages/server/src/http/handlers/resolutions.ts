import { encodeItem } from '@tcex/model'
import type { Wanted } from '../../service/listings.ts'
import { addResolution, listResolutions } from '../../service/resolutions.ts'
import { added, items, page, shape } from '../answers.ts'
import type { Answer, Call } from '../call.ts'
import { handlers } from './handlers.ts'
import { refuseWithout } from './parts.ts'

/** The hosts that an address stood for, as a list of indicators. */
async function hosts(call: Call): Promise<Answer> {
  const wanted: Wanted = { kind: 'indicator', source: { of: 'resolvedFrom', reference: call.item } }
  return items(call, wanted)
}

/** What a host stood for, by date. */
async function addresses(call: Call): Promise<Answer> {
  const listed = await listResolutions(call.scope, call.item, call.page)
  const encoded = listed.items.map(({ resolutionDate, addresses }) => ({
    resolutionDate,
    addresses: addresses.map((view) => encodeItem(view, shape(call, 'typed'))),
  }))
  return page('dnsResolution', { ...listed, items: encoded })
}

export const resolution = handlers({
  list: async (call) => {
    refuseWithout(call, 'dnsResolutions', 'addressHistory', 'hostHistory')
    const { entry } = call.item
    return entry.kind === 'indicator' && entry.parts?.includes('addressHistory')
      ? addresses(call)
      : hosts(call)
  },
  add: async (call) => {
    refuseWithout(call, 'dnsResolutions to be added', 'addressHistory')
    await addResolution(call.scope, call.item, call.body)
    return added()
  },
})
