import type { TcEx, TiResponse } from 'tcex'

/** What the examples work on: a client, and the items that seed.ts has made for them to read. */
export interface Context {
  readonly tcex: TcEx
  readonly ids: {
    readonly adversary: number
    readonly otherAdversary: number
    readonly campaign: number
    readonly task: number
    readonly victim: number
  }
}

/** What an example is expected to give: the status of one call, or at least one item. */
export type Expected = number | 'items'

/** One call as the documentation shows it, with what it must give. */
export interface Example {
  readonly title: string
  readonly expected: Expected
  run(context: Context): Promise<TiResponse | readonly unknown[]>
}

/** A section of examples, run in order. */
export interface Section {
  readonly title: string
  readonly examples: readonly Example[]
}

/** An example of one call and one answer. */
export function answers(
  status: number,
  title: string,
  run: (context: Context) => Promise<TiResponse>,
): Example {
  return { title, expected: status, run }
}

/** An example that lists items, of which there must be some. */
export function lists(title: string, list: (context: Context) => AsyncIterable<unknown>): Example {
  return { title, expected: 'items', run: (context) => collect(list(context)) }
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}
