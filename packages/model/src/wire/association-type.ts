import type { AssociationEntry } from '../catalog/association-types.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { squash } from '../catalog/type-index.ts'

/** A way to associate as `/v2/types/associationTypes` reports it; booleans are texts there. */
export interface AssociationTypeEntity {
  readonly name: string
  readonly custom: 'true' | 'false'
  readonly fileAction: 'true' | 'false'
  readonly apiBranch: string
}

/**
 * Every way to associate that an instance has: with each type of group, then those between indicators.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/associations/associations.html#retrieving-available-associations
 */
export function associationTypeEntities(catalog: Catalog): readonly AssociationTypeEntity[] {
  const groups = catalog.of('group').map(({ type, branch }) => plain(type, branch))
  return [...groups, ...catalog.associations.map(between)]
}

const plain = (name: string, apiBranch: string): AssociationTypeEntity => ({
  name,
  custom: 'false',
  fileAction: 'false',
  apiBranch,
})

const between = ({ name, branch, fileAction }: AssociationEntry): AssociationTypeEntity => ({
  name,
  custom: fileAction ? 'false' : 'true',
  fileAction: fileAction ? 'true' : 'false',
  apiBranch: branch,
})

/** The way to associate with this name, in any case, or with this URL segment. */
export function findAssociationType(catalog: Catalog, name: string): AssociationTypeEntity | undefined {
  const all = associationTypeEntities(catalog)
  return (
    all.find((each) => squash(each.name) === squash(name)) ?? all.find(({ apiBranch }) => apiBranch === name)
  )
}
