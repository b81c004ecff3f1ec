import {
  type AnyEntry,
  associationTypeEntities,
  encodePage,
  findAssociationType,
  indicatorTypeEntity,
} from '@tcex/model'
import { listAttributeTypes, singleAttributeType } from '../../service/attribute-types.ts'
import { refuse } from '../../service/refusal.ts'
import { page, single } from '../answers.ts'
import type { Call } from '../call.ts'
import { handlers } from './handlers.ts'

const typeOf = (call: Call, entry: AnyEntry) =>
  indicatorTypeEntity(entry as AnyEntry & { kind: 'indicator' }, call.includes.has('additional'))

export const indicatorType = handlers({
  list: async (call) => {
    const types = call.scope.platform.catalog.of('indicator').map((entry) => typeOf(call, entry))
    return { status: 200, body: encodePage('indicatorType', types, types.length) }
  },
  single: async (call) => {
    const name = call.param('otherType')
    const { catalog } = call.scope.platform
    const entry = catalog.find('indicator', name) ?? catalog.findBranch('indicator', name)
    if (!entry) throw refuse('unknownPart', { part: 'indicator type', id: name })
    return single('indicatorType', typeOf(call, entry))
  },
})

export const associationType = handlers({
  list: async (call) => {
    const types = associationTypeEntities(call.scope.platform.catalog)
    return { status: 200, body: encodePage('associationType', types, types.length) }
  },
  single: async (call) => {
    const name = call.param('association')
    const found = findAssociationType(call.scope.platform.catalog, name)
    if (!found) throw refuse('unknownPart', { part: 'association type', id: name })
    return single('associationType', found)
  },
})

const withRule = (call: Call): boolean => call.asks('validationRule')

export const attributeType = handlers({
  list: async (call) => {
    const options = { ...call.list, withRule: withRule(call) }
    return page('attributeType', await listAttributeTypes(call.scope, options))
  },
  single: async (call) =>
    single('attributeType', await singleAttributeType(call.scope, call.param('name'), withRule(call))),
})
