import { answer, type Recorded, type Script, textOf } from './recorder.ts'

export type Item = Readonly<Record<string, unknown>>
export interface Upload {
  readonly group?: readonly Item[]
  readonly indicator?: readonly Item[]
  readonly association?: readonly Item[]
}

export interface Job {
  readonly id: number
  readonly settings: Item
  upload?: Upload
  polls: number
}

/** How the scripted platform behaves. */
export interface BatchBehaviour {
  /** How often a job is still running when asked. */
  readonly polls?: number
  /** Why an item is refused, or undefined where it is not. */
  readonly refuse?: (item: Item) => string | undefined
  /** How an error names its item. */
  readonly source?: (item: Item, place: string) => Item
  /** Bytes. */
  readonly maxBytes?: number
  /** What to do in place of answering. */
  readonly instead?: (request: Recorded, jobs: readonly Job[]) => Response | undefined
}

const nameOf = (item: Item) => String(item.xid ?? item.summary ?? `${item.ref_1} ${item.ref_2}`)

/** A platform with nothing but the batch API, in memory. */
export function batchPlatform(behaviour: BatchBehaviour = {}) {
  const {
    polls = 1,
    refuse = () => undefined,
    source = (item: Item) => ({ errorSource: nameOf(item) }),
  } = behaviour
  const jobs: Job[] = []
  const outcome = ({ upload = {} }: Job) => {
    const places = (['group', 'indicator', 'association'] as const).flatMap((array) =>
      (upload[array] ?? []).map((item, index) => ({ item, place: `${array}[${index}]` })),
    )
    const errors = places.flatMap(({ item, place }) => {
      const errorReason = refuse(item)
      return errorReason ? [{ errorReason, ...source(item, place) }] : []
    })
    return { errors, total: places.length }
  }
  const script: Script = (request) => {
    const replaced = behaviour.instead?.(request, jobs)
    if (replaced) return replaced
    const [, , room, id, part] = request.path.split('/')
    if (room === 'types') return answer(200, { status: 'Success', data: { indicatorType: [] } })
    if (!id) {
      const job = { id: jobs.length + 1, settings: JSON.parse(String(request.body)), polls }
      jobs.push(job)
      return answer(201, { status: 'Success', data: { batchId: job.id } })
    }
    const job = jobs[Number(id) - 1]
    if (!job) return answer(404, { status: 'Failure', message: 'no such job' })
    if (request.method === 'POST') return upload(job, textOf(request), behaviour.maxBytes)
    const { errors, total } = outcome(job)
    if (part === 'errors') return answer(errors.length > 0 ? 200 : 404, errors)
    if (!job.upload) return answer(200, { status: 'Created' })
    job.polls -= 1
    if (job.polls >= 0) return answer(200, { status: 'Running' })
    const counts = { errorCount: errors.length, successCount: total - errors.length, unprocessCount: 0 }
    return answer(200, {
      status: 'Success',
      data: { batchStatus: { id: job.id, status: 'Completed', ...counts } },
    })
  }
  return {
    script,
    jobs,
    items: () => jobs.flatMap(({ upload }) => Object.values(upload ?? {}).flat() as Item[]),
  }
}

function upload(job: Job, body: string, maxBytes = Number.POSITIVE_INFINITY): Response {
  if (body.length > maxBytes) {
    const description = `File size greater than allowable limit of ${maxBytes}`
    return answer(400, { status: 'Invalid', description })
  }
  if (job.upload) throw new Error(`job ${job.id} was uploaded twice`)
  job.upload = JSON.parse(body)
  return answer(202, { status: 'Queued' })
}
