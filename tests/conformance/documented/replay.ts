import type { Scenario, Shape, Step } from '@tcex/testkit'
import { type Difference, decided } from './decisions.ts'
import { documentedExamples, nameOf, type PageExample } from './pages.ts'

/** How an example of the documentation is played: what it presupposes, and where the answer is decided to differ. */
export interface Replay extends Omit<Scenario, 'name' | 'steps'> {
  /** What is done before; what a step captures as `54321` is meant where the example says 54321. */
  readonly given?: readonly Step[]
  /** What stands for placeholders that the example has. */
  readonly values?: Readonly<Record<string, string>>
  /** The status, where it is neither the documented one, nor 201 for a POST, nor 200. */
  readonly status?: number
  /** The call whose documented answer is that of an example without one; its lists are cut to so many elements. */
  readonly like?: readonly [call: string, length?: number]
  /** The answer of an example without one. */
  readonly shape?: Shape
  /** More of the call and of what comes back. */
  readonly step?: Partial<Step>
  /** The call is refused, in the platform's form, and the sentence holds these. */
  readonly refused?: readonly string[]
  readonly differs?: readonly Difference[]
  /** What is seen afterwards. */
  readonly after?: readonly Step[]
}

/** The replay of the examples whose call it matches. */
export interface Rule {
  readonly calls: RegExp
  readonly replay: Replay | ((match: RegExpExecArray, example: PageExample) => Replay)
}

/** The scenario that plays an example. */
export function scenarioOf(example: PageExample, replay: Replay): Scenario {
  const { given = [], after = [], values = {}, options, prepare } = replay
  const ids = given.flatMap(({ capture }) => Object.keys(capture ?? {})).filter((name) => /^\d+$/.test(name))
  const text = (whole: string) => withIds(withValues(whole, values), ids)
  const { call = '', body, type } = example
  const step: Step = {
    call: text(call.replace('/v2', '')) as Step['call'],
    status: replay.status ?? example.status ?? (call.startsWith('POST') ? 201 : 200),
    ...(body === undefined ? {} : { body: text(body) }),
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    ...expectation(example, replay),
    ...replay.step,
  }
  return {
    name: nameOf(example),
    steps: [...given, step, ...after],
    options: { owner: 'Example Organization', ...options },
    prepare,
  }
}

function expectation(
  example: PageExample,
  { like, shape, differs = [], step, refused }: Replay,
): Partial<Step> {
  if (refused) return { says: refused }
  const documented = shape ?? example.answer ?? (like ? shapeLike(...like) : undefined)
  if (documented !== undefined) return { shape: decided(documented as Shape, differs) }
  if (step?.json !== undefined) return {}
  if (example.text !== undefined) return { text: example.text }
  const [method] = example.call?.split(' ') ?? []
  return method === 'POST' || method === 'DELETE' ? { shape: { status: '="Success"' } } : {}
}

function shapeLike(call: string, length = 1): unknown {
  const found = documentedExamples.find((each) => each.call === call && each.answer !== undefined)
  if (!found) throw new Error(`The documentation has no answer to ${call}.`)
  return cut(found.answer, length)
}

function cut(shape: unknown, length: number): unknown {
  if (Array.isArray(shape)) return shape.slice(0, length).map((each) => cut(each, length))
  if (typeof shape !== 'object' || shape === null) return shape
  return Object.fromEntries(Object.entries(shape).map(([name, each]) => [name, cut(each, length)]))
}

const withValues = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

export const withIds = (text: string, ids: readonly string[]): string =>
  ids.reduce(
    (filled, id) => filled.replaceAll(new RegExp(`(?<![\\w{.])${id}(?![\\w}.])`, 'g'), `{${id}}`),
    text,
  )
