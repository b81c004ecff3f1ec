import type { Outline } from '@tcex/model'
import { UnknownTypeError } from './errors.ts'
import type { TypeStore } from './type-store.ts'

/**
 * The entry for the name of a type of any kind. One that is not known may be the instance's own: its types are loaded.
 *
 * @throws UnknownTypeError where the instance has none of that name either
 */
export async function findAny(types: TypeStore, name: string): Promise<Outline> {
  const find = () =>
    kindNames.map((kind) => types.catalog.find(kind, name)).find((entry) => entry !== undefined)
  const known = find()
  if (known) return known
  await types.load()
  const loaded = find()
  if (loaded) return loaded
  const names = types.catalog.entries.map(({ type }) => type)
  throw new UnknownTypeError(`There is no type "${name}"; the types are: ${names.join(', ')}.`)
}

const kindNames = ['indicator', 'group', 'victim', 'task'] as const
