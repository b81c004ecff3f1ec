import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs'
import type { Journal } from 'tcex'

/**
 * A journal of a batch in a file, one line of JSON for each entry; the last one of a key counts. A line that a crash
 * has torn is passed over. Each entry is on the disk before the batch goes on.
 *
 * @example await tcex.batch({ owner: 'MyOrg', journal: fileJournal('load.journal') }).run(rows)
 */
export function fileJournal(file: string): Journal {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const entries = new Map(text.split('\n').flatMap((line) => parse(line)))
  // A torn line is ended, so that the next one begins anew.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n')
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.set(key, value)
      write(file, `${JSON.stringify([key, value])}\n`)
    },
  }
}

function write(file: string, line: string): void {
  const handle = openSync(file, 'a')
  try {
    appendFileSync(handle, line)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function parse(line: string): readonly [string, string][] {
  try {
    const entry: unknown = JSON.parse(line)
    if (!Array.isArray(entry)) return []
    const [key, value]: unknown[] = entry
    return typeof key === 'string' && typeof value === 'string' ? [[key, value]] : []
  } catch {
    return []
  }
}
