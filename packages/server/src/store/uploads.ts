import type { Connection } from './database.ts'
import type { Owned } from './rows.ts'

/** Contents are kept in parts of this size, so that none has to fit into memory. */
export const partSize = 1 << 20

/** A content that has arrived whole. */
export interface UploadRow {
  readonly id: string
  readonly ownerId: number
  readonly size: number
}

/** An upload that is on its way, and who takes it in. */
export interface OpenUploadRow {
  readonly id: string
  readonly ownerId: number
  readonly worker: string | null
  /** When a part of it came last, in Unix seconds. */
  readonly heartbeat: number | null
}

type UploadKey = Pick<UploadRow, 'id' | 'ownerId'>

/** Begins an upload; nobody sees it until it is completed. */
export async function insertUpload(
  connection: Connection,
  item: Owned,
  { id, worker, heartbeat }: Omit<OpenUploadRow, 'ownerId'>,
): Promise<void> {
  await connection.run(
    `insert into upload (id, owner_id, item_id, complete, size, worker, heartbeat)
     values (?, ?, ?, 0, 0, ?, ?)`,
    id,
    item.ownerId,
    item.id,
    worker,
    heartbeat,
  )
}

export async function insertUploadPart(
  connection: Connection,
  { id, ownerId }: UploadKey,
  {
    part,
    bytes,
    heartbeat,
  }: { readonly part: number; readonly bytes: Uint8Array; readonly heartbeat: number },
): Promise<void> {
  await connection.run(
    'insert into upload_part (upload_id, part, owner_id, bytes) values (?, ?, ?, ?)',
    id,
    part,
    ownerId,
    bytes,
  )
  await connection.run(
    'update upload set heartbeat = ? where id = ? and owner_id = ?',
    heartbeat,
    id,
    ownerId,
  )
}

/** Makes an upload its item's content, in place of the one before. */
export async function completeUpload(
  connection: Connection,
  { id, ownerId, size, itemId }: UploadRow & { readonly itemId: number },
): Promise<void> {
  await connection.run(
    'delete from upload where item_id = ? and owner_id = ? and complete = 1',
    itemId,
    ownerId,
  )
  await connection.run(
    'update upload set complete = 1, size = ?, worker = null where id = ? and owner_id = ?',
    size,
    id,
    ownerId,
  )
}

export async function deleteUpload(connection: Connection, { id, ownerId }: UploadKey): Promise<void> {
  await connection.run('delete from upload where id = ? and owner_id = ?', id, ownerId)
}

/** The uploads that are not complete. */
export async function openUploads(connection: Connection): Promise<readonly OpenUploadRow[]> {
  return connection.all<OpenUploadRow>(
    'select id, owner_id as "ownerId", worker, heartbeat from upload where complete = 0 order by id',
  )
}

export async function findUpload(connection: Connection, item: Owned): Promise<UploadRow | undefined> {
  const sql = `select id, owner_id as "ownerId", size from upload
    where item_id = ? and owner_id = ? and complete = 1`
  return connection.first<UploadRow>(sql, item.id, item.ownerId)
}

export async function findUploadPart(
  connection: Connection,
  { id, ownerId }: UploadKey,
  part: number,
): Promise<Uint8Array | undefined> {
  const sql = 'select bytes from upload_part where upload_id = ? and part = ? and owner_id = ?'
  return (await connection.first<{ bytes: Uint8Array }>(sql, id, part, ownerId))?.bytes
}
