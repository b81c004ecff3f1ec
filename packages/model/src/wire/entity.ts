import { displayedAttributes } from '../catalog/metadata.ts'
import { partsOf } from './item-parts.ts'
import type { ItemView, Shape } from './item-view.ts'

export { encodeTag } from './item-parts.ts'

type Json = Record<string, unknown>

/**
 * An item in v2's JSON, in the documentation's order of keys; what is not there is left out.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-groups
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#retrieve-indicators
 */
export function encodeItem(view: ItemView, shape: Shape): Json {
  const json: Json = {}
  for (const { key, value, member } of partsOf(view.entry, shape)) {
    const found = value(view, shape)
    if (found === undefined) continue
    json[key] = member ? (found as readonly object[]).map((each) => member(each, view, shape)) : found
  }
  return json
}

/** Which attribute an entity shows as a field of its own. */
export function displayedKey(type: string): 'source' | 'description' | undefined {
  return displayedAttributes.find(([name]) => name === type)?.[1]
}
