import type { Scenario } from '@tcex/testkit'
import { nameOf, type PageExample } from './pages.ts'

/** How the values of a section of common_errors.rst are sent and shown: the first that fits counts. */
const types = [
  [/^(ASN?)? ?\d+$/, 'asns', 'asn', 'AS Number'],
  [/\/48$/, 'cidrBlocks', 'cidrBlock', 'Block'],
  [/^http/, 'urls', 'url', 'text'],
  [/^HK/, 'registryKeys', 'registryKey', 'Key Name'],
  [/museum$/, 'hosts', 'host', 'hostName'],
] as const

/** Makes an indicator of a value: what is correct is kept as it is, what is not becomes what is correct. */
export function valueScenario(example: PageExample, all: readonly PageExample[]): Scenario {
  const value = example.body ?? ''
  const [pattern, branch, entity, field] = types.find(([each]) => each.test(value)) ?? []
  if (!pattern) throw new Error(`What kind of value is ${value}?`)
  const correct = all.find(
    ({ kind, is, body = '' }) => kind === 'value' && is === 'correct' && pattern.test(body),
  )
  const more = entity === 'registryKey' ? { 'Value Name': ' ', 'Value Type': 'REG_NONE' } : {}
  return {
    name: `${nameOf(example)}: ${value}`,
    steps: [
      {
        call: `POST /indicators/${branch}`,
        body: { [field as string]: value, ...more },
        status: 201,
        json: { data: { [entity as string]: { [field as string]: correct?.body } } },
      },
    ],
  }
}
