import type { AnyEntry } from '@tcex/model'
import { updateItem } from '../store/items.ts'
import type { ItemRow, StoredFields } from '../store/rows.ts'
import {
  completeUpload,
  deleteUpload,
  findUpload,
  findUploadPart,
  insertUpload,
  insertUploadPart,
  partSize,
  type UploadRow,
} from '../store/uploads.ts'
import { getItem } from './find.ts'
import { refuse } from './refusal.ts'
import { prepare, type Reference, read, type Scope, seconds, type Work, write } from './scope.ts'
import { valuesOf } from './values.ts'

/**
 * Takes the content of a document, report or signature part by part; the item shows the new content only when all of
 * it has arrived. `replace` is what PUT means: without it, content that is already there stays.
 *
 * @throws Refusal for an unknown item, for content that exists, for raw malware
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#uploading-updating-document-contents
 */
export async function uploadContent(
  scope: Scope,
  reference: Reference,
  content: AsyncIterable<Uint8Array>,
  replace: boolean,
): Promise<void> {
  const id = crypto.randomUUID()
  const item = await prepare(scope, async (work) => {
    const row = await getItem(work, reference)
    if (!replace) await refuseSecond(work, reference, row)
    const { worker } = work.platform
    await insertUpload(work.connection, row, { id, worker, heartbeat: seconds(work) })
    return row
  })
  try {
    const size = await storeParts(scope, reference.entry, item, { id, content })
    await write(scope, async (work) => {
      const row = await getItem(work, reference)
      if (!replace) await refuseSecond(work, reference, row)
      await complete(work, reference.entry, row, { id, ownerId: row.ownerId, size })
    })
  } catch (error) {
    await prepare(scope, ({ connection }) => deleteUpload(connection, { id, ownerId: item.ownerId }))
    throw error
  }
}

async function storeParts(
  scope: Scope,
  entry: AnyEntry,
  item: ItemRow,
  { id, content }: { readonly id: string; readonly content: AsyncIterable<Uint8Array> },
): Promise<number> {
  let part = 0
  let size = 0
  for await (const bytes of inParts(content)) {
    if (part === 0) refuseRawMalware(entry, item, bytes)
    const each = { part, bytes, heartbeat: seconds(scope) }
    await prepare(scope, ({ connection }) =>
      insertUploadPart(connection, { id, ownerId: item.ownerId }, each),
    )
    part += 1
    size += bytes.length
  }
  if (part === 0) refuseRawMalware(entry, item, new Uint8Array())
  return size
}

/** A content in parts of the size in which it is kept. */
export async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of content) {
    chunks.push(chunk)
    length += chunk.length
    if (length < partSize) continue
    yield Buffer.concat(chunks)
    chunks = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(chunks)
}

/** A zip archive begins with a local file header whose first flag says that it is encrypted. */
function refuseRawMalware(entry: AnyEntry, item: ItemRow, start: Uint8Array): void {
  if (valuesOf(entry, item).malware !== true) return
  const isZip = start[0] === 0x50 && start[1] === 0x4b && start[2] === 0x03 && start[3] === 0x04
  if (!isZip || ((start[6] ?? 0) & 1) === 0) throw refuse('protectedArchive', undefined)
}

/** Asked before and after: another content may have arrived meanwhile. */
async function refuseSecond(work: Work, { entry, id }: Reference, row: ItemRow): Promise<void> {
  if (await findUpload(work.connection, row)) throw refuse('contentExists', { type: entry.type, id })
}

async function complete(work: Work, entry: AnyEntry, row: ItemRow, upload: UploadRow): Promise<void> {
  await completeUpload(work.connection, { ...upload, itemId: row.id })
  const fields = { ...row.fields, ...contentFields(entry, row, upload.size) }
  await updateItem(work.connection, { ...row, lastModified: seconds(work), fields })
}

/** What the platform finds out about a content: its size, its kind by the file's name, and that it is there. */
function contentFields({ fields }: AnyEntry, row: ItemRow, size: number): StoredFields {
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(String(row.fields.fileName ?? ''))?.[1]
  return {
    ...(fields.fileSize ? { fileSize: size } : {}),
    ...(fields.status ? { status: 'Success' } : {}),
    ...(fields.fileType?.readOnly && extension ? { fileType: extension.toUpperCase() } : {}),
  }
}

/** A content to be sent: its size, its name, and its bytes part by part. */
export interface Download {
  readonly size: number
  readonly fileName: string
  readonly parts: AsyncIterable<Uint8Array>
}

/**
 * The content of an item. A signature's is its text until something is uploaded.
 *
 * @throws Refusal for an unknown item or one without content
 */
export async function downloadContent(scope: Scope, reference: Reference): Promise<Download> {
  const { row, upload } = await read(scope, async (work) => {
    const found = await getItem(work, reference)
    return { row: found, upload: await findUpload(work.connection, found) }
  })
  const fileName = String(row.fields.fileName ?? row.name)
  if (upload) return { size: upload.size, fileName, parts: partsOf(scope, upload) }
  const text = row.fields.fileText
  if (typeof text !== 'string') throw refuse('noContent', { type: reference.entry.type, id: reference.id })
  const bytes = new TextEncoder().encode(text)
  return { size: bytes.length, fileName, parts: once(bytes) }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Content that is replaced while it is sent must not look whole to whoever reads it. */
async function* partsOf(scope: Scope, upload: UploadRow): AsyncGenerator<Uint8Array> {
  let left = upload.size
  for (let part = 0; left > 0; part += 1) {
    const bytes = await read(scope, ({ connection }) => findUploadPart(connection, upload, part))
    if (!bytes) throw new Error('the content was replaced while it was being sent')
    left -= bytes.length
    yield bytes
  }
}
