import type { Connection } from './database.ts'

/** Contents are kept in parts of this size, so that none has to fit into memory. */
export const partSize = 1 << 20

/** A content that has arrived whole. */
export interface UploadRow {
  readonly id: string
  readonly size: number
}

/** Begins an upload; nobody sees it until it is completed. */
export async function insertUpload(connection: Connection, id: string, itemId: number): Promise<void> {
  const sql = 'insert into upload (id, item_id, complete, size) values (?, ?, 0, 0)'
  await connection.run(sql, id, itemId)
}

export async function insertUploadPart(
  connection: Connection,
  uploadId: string,
  part: number,
  bytes: Uint8Array,
): Promise<void> {
  await connection.run(
    'insert into upload_part (upload_id, part, bytes) values (?, ?, ?)',
    uploadId,
    part,
    bytes,
  )
}

/** Makes an upload its item's content, in place of the one before. */
export async function completeUpload(
  connection: Connection,
  upload: UploadRow & { readonly itemId: number },
): Promise<void> {
  await connection.run('delete from upload where item_id = ? and complete = 1', upload.itemId)
  await connection.run('update upload set complete = 1, size = ? where id = ?', upload.size, upload.id)
}

export async function deleteUpload(connection: Connection, id: string): Promise<void> {
  await connection.run('delete from upload where id = ?', id)
}

/** Drops what was left of uploads that the process did not live to complete. */
export async function deleteIncompleteUploads(connection: Connection): Promise<void> {
  await connection.run('delete from upload where complete = 0')
}

export async function findUpload(connection: Connection, itemId: number): Promise<UploadRow | undefined> {
  return connection.first<UploadRow>('select id, size from upload where item_id = ? and complete = 1', itemId)
}

export async function findUploadPart(
  connection: Connection,
  uploadId: string,
  part: number,
): Promise<Uint8Array | undefined> {
  const sql = 'select bytes from upload_part where upload_id = ? and part = ?'
  return (await connection.first<{ bytes: Uint8Array }>(sql, uploadId, part))?.bytes
}
