import type { Migration } from './migration.ts'

/** A batch file is read once and dropped, so that to compress it costs more than it spares. */
export const batchParts: Migration = {
  version: 14,
  name: 'batch parts',
  postgres: ['alter table batch_part alter column bytes set storage external'],
}
