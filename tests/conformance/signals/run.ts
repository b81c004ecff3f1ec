import assert from 'node:assert/strict'
import { createServer } from '@tcex/server'

/** One call and what must come back; text in braces stands for something captured before. */
export interface Step {
  /** Method and path below `/api/v2`, encoded as it is to be sent. */
  readonly call: `${'GET' | 'POST' | 'PUT' | 'DELETE'} ${string}`
  readonly body?: unknown
  /** From here on the platform's clock stands at this time. */
  readonly at?: string
  readonly status: number
  /** What the answer must hold: of objects at least these keys, of lists exactly these elements in order. */
  readonly json?: unknown
  /** The whole answer. */
  readonly exactly?: unknown
  /** All keys of what is at a path. */
  readonly keys?: Readonly<Record<string, readonly string[]>>
  readonly absent?: readonly string[]
  readonly says?: readonly (string | RegExp)[]
  /** The body as text, where it is no answer in the platform's envelope. */
  readonly text?: string
  readonly capture?: Readonly<Record<string, string>>
}

export interface Scenario {
  readonly name: string
  readonly steps: readonly Step[]
}

/** Stands in an expectation for any value that passes. */
export class Matcher {
  readonly passes: (value: unknown) => boolean
  constructor(passes: (value: unknown) => boolean) {
    this.passes = passes
  }
}

export const anId: Matcher = new Matcher((value) => Number.isSafeInteger(value) && Number(value) > 0)
export const aDate: Matcher = new Matcher((value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value)))
export const aText: Matcher = new Matcher((value) => typeof value === 'string' && value !== '')

/** Runs the steps of a scenario in order against a platform of its own. */
export async function runScenario({ steps }: Scenario): Promise<void> {
  let time: Date | undefined
  const server = await createServer({ owner: 'MyOrg', now: () => time ?? new Date() })
  const captured = new Map<string, unknown>()
  try {
    for (const step of steps) {
      if (step.at) time = new Date(step.at)
      await runStep(server, step, captured)
    }
  } finally {
    await server.close()
  }
}

type Server = Awaited<ReturnType<typeof createServer>>

async function runStep(server: Server, step: Step, captured: Map<string, unknown>): Promise<void> {
  const [method = '', path = ''] = fill(step.call, captured).split(/ (.*)/s)
  const response = await server.fetch(`http://localhost/api/v2${path}`, {
    method,
    headers: { authorization: `TC-Token ${server.credentials.token}` },
    ...(step.body === undefined ? {} : { body: JSON.stringify(filled(step.body, captured)) }),
  })
  const text = await response.text()
  const where = `${method} ${path}: ${response.status} ${text.slice(0, 2_000)}`
  assert.equal(response.status, step.status, where)
  if (step.text !== undefined) return assert.equal(text, fill(step.text, captured), where)
  const json: unknown = JSON.parse(text)
  assert.equal(at(json, 'status'), step.status < 400 ? 'Success' : 'Failure', where)
  checkStep(step, json, captured, where)
  for (const [name, place] of Object.entries(step.capture ?? {})) captured.set(name, at(json, place))
}

function checkStep(step: Step, json: unknown, captured: ReadonlyMap<string, unknown>, where: string): void {
  if (step.json !== undefined) checkFits(json, filled(step.json, captured), where)
  if (step.exactly !== undefined) assert.deepEqual(json, filled(step.exactly, captured), where)
  for (const [place, keys] of Object.entries(step.keys ?? {}))
    assert.deepEqual(Object.keys(at(json, place) as object).sort(), [...keys].sort(), where)
  for (const place of step.absent ?? []) assert.equal(at(json, place), undefined, where)
  const message = String(at(json, 'message'))
  for (const word of step.says ?? [])
    assert.ok(
      typeof word === 'string' ? message.includes(word) : word.test(message),
      `${word} not in ${where}`,
    )
}

function checkFits(actual: unknown, expected: unknown, where: string, place = 'the answer'): void {
  const wrong = `${place} is ${JSON.stringify(actual)} in ${where}`
  if (expected instanceof Matcher) assert.ok(expected.passes(actual), wrong)
  else if (expected instanceof RegExp) assert.match(String(actual), expected, wrong)
  else if (typeof expected !== 'object' || expected === null) assert.equal(actual, expected, wrong)
  else {
    assert.ok(typeof actual === 'object' && actual !== null, wrong)
    if (Array.isArray(expected)) assert.equal(Array.isArray(actual) && actual.length, expected.length, wrong)
    for (const [key, value] of Object.entries(expected))
      checkFits((actual as Record<string, unknown>)[key], value, where, `${place}.${key}`)
  }
}

function at(value: unknown, place: string): unknown {
  return place.split('.').reduce<unknown>((found, key) => {
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined
  }, value)
}

const fill = (text: string, captured: ReadonlyMap<string, unknown>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    captured.has(name) ? String(captured.get(name)) : whole,
  )

function filled(value: unknown, captured: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') {
    const name = /^\{(\w+)\}$/.exec(value)?.[1]
    return name !== undefined && captured.has(name) ? captured.get(name) : fill(value, captured)
  }
  if (typeof value !== 'object' || value === null || value instanceof Matcher || value instanceof RegExp)
    return value
  if (Array.isArray(value)) return value.map((each) => filled(each, captured))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, captured)]))
}
