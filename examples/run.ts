import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { createServer } from '@tcex/server'
import { type Fetch, TcEx } from 'tcex'
import type { Context, Example, Section } from './example.ts'
import { judge, type Outcome, shorten } from './report.ts'
import { seed } from './seed.ts'

interface Call {
  readonly method: string
  readonly path: string
  readonly status: number
}

/** What a run may be given: the way to the network, and where its lines go. */
export interface RunOptions {
  readonly fetch?: Fetch
  readonly print?: (line: string) => void
}

/**
 * Starts a platform on SQLite, makes the items that the examples read, runs the examples against it over HTTP and
 * prints what was called and what came back.
 *
 * @returns the exit code: 1 where an example did not give what it should
 */
export async function run(
  sections: readonly Section[],
  { fetch: send = fetch, print = console.log }: RunOptions = {},
): Promise<0 | 1> {
  const folder = await mkdtemp(join(tmpdir(), 'tcex-demo-'))
  const server = await createServer({ database: join(folder, 'demo.db'), owner: 'MyOrg' })
  try {
    const { url } = await server.listen({ port: 0 })
    print(`A platform on SQLite, at ${url}\n`)
    const context = await seed(new TcEx({ apiUrl: url, ...server.credentials }))
    const calls: Call[] = []
    const tcex = new TcEx({ apiUrl: url, ...server.credentials, fetch: recording(send, calls) })
    const failed = await runSections(sections, { ...context, tcex }, calls, print)
    return failed === 0 ? 0 : 1
  } catch (error) {
    print(`The examples could not be run: ${(error as Error).message}`)
    return 1
  } finally {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function recording(send: Fetch, calls: Call[]): Fetch {
  return async (url, init) => {
    const response = await send(url, init)
    const path = decodeURIComponent(new URL(url).pathname.replace('/api', ''))
    calls.push({ method: init.method ?? 'GET', path, status: response.status })
    return response
  }
}

/** Gives the number of examples that failed. */
async function runSections(
  sections: readonly Section[],
  context: Context,
  calls: Call[],
  print: (line: string) => void,
): Promise<number> {
  let count = 0
  let failed = 0
  for (const { title, examples } of sections) {
    print(styleText('bold', title))
    for (const example of examples) {
      calls.length = 0
      const outcome = await runExample(context, example)
      print(line(example, calls, outcome))
      count += 1
      if (!outcome.passed) failed += 1
    }
    print('')
  }
  print(`${count - failed} of ${count} examples gave what they should.`)
  return failed
}

async function runExample(context: Context, example: Example): Promise<Outcome> {
  try {
    return judge(example, await example.run(context))
  } catch (error) {
    return { passed: false, summary: (error as Error).message }
  }
}

function line({ title }: Example, calls: readonly Call[], { passed, summary }: Outcome): string {
  const mark = passed ? styleText('green', 'ok') : styleText('red', 'FAILED')
  const [call] = calls
  const called = call ? `${call.method.padEnd(6)} ${shorten(call.path, 52).padEnd(52)} ${call.status}` : ''
  return `  ${title.padEnd(26)} ${styleText('dim', called)}  ${mark}  ${summary}`
}
