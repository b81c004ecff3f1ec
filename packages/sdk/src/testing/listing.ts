import { clientOf, collect, page, type Recorded, type Script } from './recorder.ts'

/** A number in the query of a request. */
export const numberOf = (request: Recorded | undefined, name: string): number =>
  Number(new URLSearchParams(request?.query).get(name))

export const starts = (requests: readonly Recorded[]): readonly number[] =>
  requests.map((request) => numberOf(request, 'resultStart'))

/** A small item, numbered. */
export const group = (id: number) => ({ id, name: `g${id}` })
export const groups = (count: number) => Array.from({ length: count }, (_, index) => group(index + 1))
export const ids = (items: readonly { readonly id: number }[]) => items.map(({ id }) => id)

/** A server whose list may change: `list` is asked at each request. It gives at most `cap` items at a time. */
export const serve =
  (list: (number: number) => readonly unknown[], { cap = 10_000, counted = true } = {}): Script =>
  (request, number) => {
    const all = list(number)
    const start = numberOf(request, 'resultStart')
    const limit = Math.min(cap, numberOf(request, 'resultLimit'))
    const count = counted && start === 0 ? all.length : undefined
    return page('group', all.slice(start, start + limit), count)
  }

/** Reads the whole list of a scripted server: what was yielded, and which pages were asked for. */
export const read = async (script: Script, options: { prefetch?: number; resultLimit?: number } = {}) => {
  const { prefetch = 0, resultLimit } = options
  const { tcex, requests } = clientOf(script, { prefetch })
  const items = await collect(tcex.ti.group().many(resultLimit ? { params: { resultLimit } } : {}))
  return { ids: ids(items), starts: starts(requests), requests }
}
