import assert from 'node:assert/strict'
import type { Administration, ServerOptions } from '@tcex/server'
import { differences, linksIn, type Shape } from './shapes.ts'
import type { Authentication, Reply, Start, StartedServer } from './start-server.ts'

/**
 * One call and what must come back. Text in braces stands for something captured before: `/groups/threats/{id}`; where
 * the braces are all there is, the value keeps its type.
 */
export interface Step {
  /** Method and path below `/api/v2`, the path encoded as it is to be sent. */
  readonly call: `${'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'} ${string}`
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly auth?: Authentication
  /** From here on the platform's clock stands at this time. */
  readonly at?: string
  readonly status: number
  /** The call is made again and again until a place in the answer holds this, or much time has passed. */
  readonly until?: readonly [place: string, value: unknown]
  /** The content type of the answer, where it is not JSON. */
  readonly type?: string
  /** What the answer must hold: of objects at least these keys, of lists exactly these elements in order. */
  readonly json?: unknown
  /** The whole answer, nothing more and nothing less. */
  readonly exactly?: unknown
  /** All keys of what is at a path, in any order: `{ 'data.tag.0': ['name', 'webLink'] }`. */
  readonly keys?: Readonly<Record<string, readonly string[]>>
  /** The whole answer by its fields and the kinds of their values; its links must lead somewhere. */
  readonly shape?: Shape
  /** Paths that must not be there: `data.resultCount`. */
  readonly absent?: readonly string[]
  /** What the sentence of a refusal must speak of. */
  readonly says?: readonly (string | RegExp)[]
  /** The body as text, where it is no JSON. */
  readonly text?: string
  /** Names to values in the answer: `{ id: 'data.threat.id' }`. */
  readonly capture?: Readonly<Record<string, string>>
}

export interface Scenario {
  readonly name: string
  readonly steps: readonly Step[]
  readonly options?: ServerOptions
  /** What is done at the platform before, and not through the API. */
  readonly prepare?: ((administration: Administration) => Promise<unknown>) | undefined
}

/** Stands in an expectation for any value that passes. */
export class Matcher {
  readonly name: string
  readonly passes: (value: unknown) => boolean

  constructor(name: string, passes: (value: unknown) => boolean) {
    this.name = name
    this.passes = passes
  }
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

export const anId: Matcher = new Matcher('an id', (value) => Number.isSafeInteger(value) && Number(value) > 0)
export const aDate: Matcher = new Matcher('a UTC date', (value) => dateTime.test(String(value)))
export const aText: Matcher = new Matcher('a text', (value) => typeof value === 'string' && value !== '')

/** A list that holds at least an element like each of these, in any order. */
export const including = (...elements: readonly unknown[]): Matcher =>
  new Matcher(
    `a list including ${JSON.stringify(elements)}`,
    (value) => Array.isArray(value) && elements.every((each) => value.some((one) => fits(one, each))),
  )

/** Runs the steps of a scenario in order against a platform of its own. */
export async function runScenario({ steps, options, prepare }: Scenario, start: Start): Promise<void> {
  let time: Date | undefined
  const server = await start({ now: () => time ?? new Date(), ...options })
  try {
    await prepare?.(server.server.administration)
    await runSteps(steps, server, (at) => {
      time = new Date(at)
    })
  } finally {
    await server.close()
  }
}

async function runSteps(
  steps: readonly Step[],
  server: StartedServer,
  setClock: (at: string) => void,
): Promise<void> {
  const captured = new Map<string, unknown>()
  for (const [index, step] of steps.entries()) {
    if (step.at) setClock(step.at)
    const [method = '', path = ''] = fill(step.call, captured).split(/ (.*)/s)
    const call = () =>
      server.call(method, `/v2${path}`, {
        ...(step.query ? { query: fillDeep(step.query, captured) } : {}),
        ...(step.body === undefined ? {} : { body: fillDeep(step.body, captured) }),
        ...(step.headers ? { headers: step.headers } : {}),
        ...(step.auth ? { auth: step.auth } : {}),
      })
    const reply = step.until ? await repeated(call, step.until) : await call()
    const where = `step ${index + 1}, ${method} ${path}: ${reply.status} ${reply.text.slice(0, 2_000)}`
    checkStep(step, reply, captured, where)
    if (step.shape !== undefined) await checkLinks(server, reply.json)
    for (const [name, place] of Object.entries(step.capture ?? {})) {
      const value = at(reply.json, place)
      assert.notEqual(value, undefined, `nothing at ${place} in ${where}`)
      captured.set(name, value)
    }
  }
}

const longest = 30_000

async function repeated(
  call: () => Promise<Reply>,
  [place, value]: readonly [string, unknown],
): Promise<Reply> {
  const end = Date.now() + longest
  for (;;) {
    const reply = await call()
    if (at(reply.json, place) === value || Date.now() > end) return reply
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function checkStep(step: Step, reply: Reply, captured: ReadonlyMap<string, unknown>, where: string): void {
  assert.equal(reply.status, step.status, where)
  checkType(step, reply, where)
  if (step.text !== undefined) {
    assert.equal(reply.text, step.text, where)
    return
  }
  if (step.shape !== undefined) assert.deepEqual(differences(reply.json, step.shape), [], where)
  else if (step.type === undefined) checkEnvelope(reply, where)
  if (step.json !== undefined) checkFits(reply.json, fillDeep(step.json, captured), where)
  if (step.exactly !== undefined) assert.deepEqual(reply.json, fillDeep(step.exactly, captured), where)
  for (const [place, keys] of Object.entries(step.keys ?? {})) {
    assert.deepEqual(Object.keys((at(reply.json, place) ?? {}) as object).sort(), [...keys].sort(), where)
  }
  for (const place of step.absent ?? [])
    assert.equal(at(reply.json, place), undefined, `${place} in ${where}`)
  const message = String(at(reply.json, 'message'))
  for (const word of step.says ?? []) {
    const found = typeof word === 'string' ? message.includes(fill(word, captured)) : word.test(message)
    assert.ok(found, `${word} is not in the message of ${where}`)
  }
}

function checkType({ type, text, shape }: Step, { headers }: Reply, where: string): void {
  if (type === undefined && (text !== undefined || shape === undefined)) return
  assert.equal(headers.get('content-type'), type ?? 'application/json', where)
}

async function checkLinks(server: StartedServer, answer: unknown): Promise<void> {
  for (const link of linksIn(answer)) assert.equal((await server.visit(link)).status, 200, link)
}

/** What holds of every answer: its type, and a status that agrees with the code. */
export function checkEnvelope(reply: Reply, where = `${reply.status} ${reply.text}`): void {
  assert.equal(reply.headers.get('content-type'), 'application/json', where)
  const succeeded = reply.status < 400
  assert.equal(at(reply.json, 'status'), succeeded ? 'Success' : 'Failure', where)
  if (succeeded) return
  assert.deepEqual(Object.keys(reply.json as object).sort(), ['message', 'status'], where)
  assert.match(String(at(reply.json, 'message')), /\w/, where)
}

/** Whether a value holds what is expected of it. */
export function fits(actual: unknown, expected: unknown): boolean {
  try {
    checkFits(actual, expected, '')
    return true
  } catch {
    return false
  }
}

function checkFits(actual: unknown, expected: unknown, where: string, place = ''): void {
  const wrong = () => `${place || 'the answer'} is ${JSON.stringify(actual)} in ${where}`
  if (expected instanceof Matcher) assert.ok(expected.passes(actual), `not ${expected.name}: ${wrong()}`)
  else if (expected instanceof RegExp) assert.match(String(actual), expected, wrong())
  else if (typeof expected !== 'object' || expected === null) assert.deepEqual(actual, expected, wrong())
  else {
    assert.ok(typeof actual === 'object' && actual !== null, wrong())
    if (Array.isArray(expected))
      assert.equal(Array.isArray(actual) && actual.length, expected.length, wrong())
    for (const [key, value] of Object.entries(expected)) {
      checkFits((actual as Record<string, unknown>)[key], value, where, place ? `${place}.${key}` : key)
    }
  }
}

/** The value at a dotted path; a number is an index. */
export function at(value: unknown, place: string): unknown {
  return place.split('.').reduce<unknown>((found, key) => {
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined
  }, value)
}

function fill(text: string, captured: ReadonlyMap<string, unknown>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    captured.has(name) ? String(captured.get(name)) : whole,
  )
}

function fillDeep<T>(value: T, captured: ReadonlyMap<string, unknown>): T {
  return filled(value, captured) as T
}

const isWhole = (value: object): boolean =>
  value instanceof Matcher || value instanceof RegExp || value instanceof Uint8Array

function filled(value: unknown, captured: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') {
    const name = /^\{(\w+)\}$/.exec(value)?.[1]
    return name !== undefined && captured.has(name) ? captured.get(name) : fill(value, captured)
  }
  if (typeof value !== 'object' || value === null || isWhole(value)) return value
  if (Array.isArray(value)) return value.map((each) => filled(each, captured))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, captured)]))
}
