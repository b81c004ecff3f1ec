// Where the answers here differ from the documentation's samples, and why.

import { isDeepStrictEqual } from 'node:util'
import type { Shape } from '@tcex/testkit'

/** A place in an answer (`*` is any part of it), what stands there instead, and why; `absent` is nothing. */
export type Difference = readonly [place: string, instead: Shape | 'absent', why: string]

/** What holds of all samples. */
const everywhere: readonly Difference[] = [
  ['**.threatAssessRating', 'absent', 'ThreatAssess is a service that this platform does not have'],
  ['**.threatAssessConfidence', 'absent', 'the same'],
  ['**.threatAssessScore', 'absent', 'the same'],
  ['**.calScore', 'absent', 'CAL is a service that this platform does not have'],
  ['**.calIndicatorStatus', 'absent', 'the same'],
]

/**
 * A documented answer as it is decided to be here.
 *
 * @throws Error for a difference that is none
 */
export function decided(shape: Shape, differs: readonly Difference[]): Shape {
  const common = everywhere.reduce(
    (changed, [place, instead]) => putEverywhere(changed, place.split('.').slice(1), instead),
    shape,
  )
  return differs.reduce((documented, [place, instead]) => {
    const changed = put(documented, place.split('.'), instead)
    if (isDeepStrictEqual(changed, documented)) throw new Error(`${place} is documented so already.`)
    return changed
  }, common)
}

function putEverywhere(shape: Shape, parts: readonly string[], instead: Shape): Shape {
  if (typeof shape === 'string') return shape
  if (Array.isArray(shape)) return shape.map((each) => putEverywhere(each, parts, instead))
  const below = Object.fromEntries(
    Object.entries(shape).map(([name, each]) => [name, putEverywhere(each as Shape, parts, instead)]),
  )
  const [name = ''] = parts
  return Object.hasOwn(below, name) ? put(below, parts, instead) : below
}

function put(shape: Shape, [name = '', ...rest]: readonly string[], instead: Shape): Shape {
  if (Array.isArray(shape)) {
    return shape.map((each, index) =>
      name === '*' || name === String(index) ? put(each, rest, instead) : each,
    )
  }
  if (typeof shape === 'string') throw new Error(`There is no ${name} in ${shape}.`)
  const fields = shape as Readonly<Record<string, Shape>>
  if (rest.length > 0) return { ...fields, [name]: put(fields[name] ?? {}, rest, instead) }
  const { [name]: _, ...others } = fields
  return instead === 'absent' ? others : { ...others, [name]: instead }
}
