// The same indicators on every machine and in every run: each is made of its number alone.

/** An indicator as the SDK's batch takes it: a value, two tags and an attribute. */
export interface Indicator {
  readonly indicatorType: string
  readonly rating: number
  readonly confidence: number
  readonly tag: readonly [string, string]
  readonly attribute: readonly [{ readonly type: string; readonly value: string }]
  readonly [valueField: string]: unknown
}

/** A value with the type and the URL segment that it is found by. */
export interface Value {
  readonly type: string
  readonly field: string
  readonly branch: string
  readonly value: string
}

/** A number between 0 and 2^32 that looks like chance and is not; different numbers give different ones. */
function scatter(number: number): number {
  let mixed = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const hexadecimal = (number: number): string => scatter(number).toString(16).padStart(8, '0')

const kinds = [
  { type: 'Address', field: 'ip', branch: 'addresses', value: addressOf },
  { type: 'Address', field: 'ip', branch: 'addresses', value: addressOf },
  {
    type: 'Host',
    field: 'hostName',
    branch: 'hosts',
    value: (number: number) => `h${hexadecimal(number)}.example`,
  },
  { type: 'URL', field: 'text', branch: 'urls', value: urlOf },
  { type: 'File', field: 'sha256', branch: 'files', value: hashOf },
] as const

function addressOf(number: number): string {
  const bits = scatter(number)
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255].join('.')
}

function urlOf(number: number): string {
  return `http://www.h${hexadecimal(number)}.example/download/${(number % 97).toString(36)}/index.html?id=${number}`
}

function hashOf(number: number): string {
  return Array.from({ length: 8 }, (_, part) => hexadecimal(number ^ (part << 27)))
    .join('')
    .toUpperCase()
}

export function valueAt(number: number): Value {
  const kind = kinds[number % kinds.length] as (typeof kinds)[number]
  return { type: kind.type, field: kind.field, branch: kind.branch, value: kind.value(number) }
}

const words = 'loader beacon dropper stealer botnet panel phish kit proxy relay miner scanner'.split(' ')

export function indicatorAt(number: number): Indicator {
  const { type, field, value } = valueAt(number)
  const chance = scatter(number ^ 0x5bd1e995)
  const word = (shift: number) => words[(chance >>> shift) % words.length] as string
  const first = chance % 100
  return {
    indicatorType: type,
    [field]: value,
    rating: chance % 6,
    confidence: chance % 101,
    tag: [`Family ${first}`, `Source ${(first + 1 + (chance >>> 8)) % 40}`],
    attribute: [
      {
        type: 'Description',
        value: `A ${word(3)} seen with a ${word(9)}, reported ${chance % 1000} times by ${word(15)} ${number}.`,
      },
    ],
  }
}

export function* indicators(from: number, count: number): Generator<Indicator> {
  for (let number = from; number < from + count; number += 1) yield indicatorAt(number)
}
