import type { Query } from '@tcex/model'
import { type Page, readPage } from './entity.ts'
import { InvalidResponseError, InvalidValueError } from './errors.ts'
import type { Source } from './pages.ts'
import type { List } from './paginate.ts'
import { pageSize, quiet } from './query.ts'
import type { Call, Send } from './transport/request.ts'

/**
 * Where the pages of a list come from. Its place is looked up now.
 *
 * @throws InvalidValueError for a start that is no index
 */
export function openSource<T>(list: List): Source<T> {
  const { query, signal, timeout, ahead, send, key = 'id' } = list
  const { path, entity } = list.branch()
  const decode = readPage<T>(entity)
  const start = firstIndex(query)
  const page = (at: number, signal: AbortSignal) => {
    const paged = list.unpaged && at === start ? quiet(query) : pageQuery(query, at)
    return fetchPage(send, { method: 'GET', path, query: paged, decode, signal, timeout })
  }
  const uncounted = list.single ? 'stop' : 'follow'
  return { name: `GET /v2/${path.join('/')}`, page, start, ahead, key, uncounted, signal }
}

async function fetchPage<T>(send: Send, call: Call<Page<T>>): Promise<Page<T>> {
  const response = (await send(call)).throwForStatus()
  if (response.data) return { ...response.data, response }
  const message = `${call.method} /v2/${call.path.join('/')} was answered with ${response.status} and no list. Check that apiUrl leads to the API.`
  throw new InvalidResponseError(message, { response })
}

const pageQuery = (query: Query, start: number): Query =>
  quiet({ ...query, resultLimit: query.resultLimit ?? pageSize, resultStart: start })

function firstIndex({ resultStart }: Query): number {
  const start = Number(resultStart ?? 0)
  if (Number.isSafeInteger(start) && start >= 0) return start
  throw new InvalidValueError(
    `The parameter "resultStart" must be a whole number, 0 or more; it is "${resultStart}".`,
  )
}
