import { catalog, groupFields, indicatorFields, type Outline, outlineFields, outlineOf } from '@tcex/model'

// What a client knows of the catalog. A build runs this module and publishes what it exports, as data: the entries
// themselves, with their sentences and what only the platform checks, stay behind.

/** What every group has, and every indicator beside its value. */
export const sharedFields = { group: outlineFields(groupFields), indicator: outlineFields(indicatorFields) }

/** The types of a new platform, without the shared fields, and without a shorthand that is the entity's name. */
export const outlines = catalog.entries.map(outlineOf).map(short)

function short({ shorthand, fields, ...outline }: Outline): ShortOutline {
  const shared: object = outline.kind in sharedFields ? sharedFields[outline.kind as 'group'] : {}
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in shared)))
  return { ...outline, fields: own, ...(shorthand === outline.entity ? {} : { shorthand }) }
}

/** An outline as it is written down. */
export type ShortOutline = Omit<Outline, 'shorthand'> & Partial<Pick<Outline, 'shorthand'>>
