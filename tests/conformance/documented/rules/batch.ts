// Batch jobs, from creation to errors. Both pages show the same calls; the files they show are in files.ts.

import type { Administration } from '@tcex/server'
import type { Step } from '@tcex/testkit'
import type { PageExample } from '../pages.ts'
import type { Replay, Rule } from '../replay.ts'

const options = { owners: [{ name: 'Demo Organization', type: 'Organization' }] } as const
const binary = { 'content-type': 'application/octet-stream' }

export const settings = {
  version: 'V2',
  owner: 'Demo Organization',
  haltOnError: false,
  action: 'Create',
  attributeWriteType: 'Append',
}

/** Makes a job and remembers its id as the documentation has it. */
export const job = (more: object = {}): Step => ({
  call: 'POST /batch',
  body: { ...settings, ...more },
  status: 201,
  capture: { 12345: 'data.batchId' },
})

export const uploaded = (file: unknown): Step => ({
  call: 'POST /batch/{12345}',
  body: typeof file === 'string' ? file : JSON.stringify(file),
  headers: binary,
  status: 202,
  shape: { status: '="Queued"' },
})

const until = { until: ['data.batchStatus.status', 'Completed'] } as const

export const completed: Step = { call: 'GET /batch/{12345}', status: 200, ...until }

const host = { summary: 'badguyz.com', type: 'Host' }
const group = { name: 'Ransomware', type: 'Threat', xid: '00000000-0000-0000-0000-000000000000:0001' }
/** The second group is no object, as in the sample of the errors. */
const wrong = { group: [group, 'name'] }

const ended = (file: unknown): readonly Step[] => [job(), uploaded(file), completed]

/** The server's own user may read the owner's data only. */
async function asReader(administration: Administration): Promise<void> {
  const [own] = await administration.listUsers()
  await administration.setRole({
    userName: own?.userName ?? '',
    owner: 'Demo Organization',
    role: 'read-only',
  })
}

function creation({ status, text }: PageExample): Replay {
  if (status !== 401) return { options }
  return { options, prepare: asReader, refused: [text ?? ''] }
}

function upload({ status }: PageExample): Replay {
  const body = JSON.stringify({ indicator: [host] })
  if (status !== 400) return { options, given: [job()], step: { body }, status: 202 }
  const tooLarge = body.padEnd(2_000_001)
  return { options: { ...options, batchFileLimit: 2_000_000 }, given: [job()], step: { body: tooLarge } }
}

function status({ answer }: PageExample): Replay {
  const given = [job(), uploaded({ indicator: [host] })]
  if ((answer as { readonly data?: unknown }).data) return { options, given, step: until }
  const why = 'a job that runs has the envelope of one that has ended: the original module reads it so'
  const unfinished = {
    id: 'id',
    status: '="Created"',
    errorCount: '=0',
    successCount: '=0',
    unprocessCount: '=0',
  }
  return {
    options,
    given: [job()],
    differs: [
      ['status', '="Success"', why],
      ['data', { batchStatus: unfinished }, why],
    ],
  }
}

function errors({ status }: PageExample): Replay {
  if (status === 200)
    return { options, given: ended(wrong), step: { type: 'application/octet-stream', json: {} } }
  const differs = [
    [
      'description',
      '="Batch still in Created state"',
      'the replay asks before the upload, since nothing holds a job that runs',
    ],
  ] as const
  return { options, given: [job()], differs }
}

export const batchRules: readonly Rule[] = [
  { calls: /^POST \/v2\/batch$/, replay: (_, example) => creation(example) },
  { calls: /^POST \/v2\/batch\/12345$/, replay: (_, example) => upload(example) },
  { calls: /^GET \/v2\/batch\/12345$/, replay: (_, example) => status(example) },
  { calls: /^GET \/v2\/batch\/12345\/errors$/, replay: (_, example) => errors(example) },
  { calls: /^GET \/v2\/batch\/12345\/results$/, replay: { options, given: ended(wrong) } },
]
