import { pipeline } from 'node:stream/promises'
import type { AuditEntry } from '@tcex/server'
import type { Command } from 'commander'
import { addDeskCommand, atDesk, type DeskFlags } from './desk.ts'
import { oneLine } from './print.ts'

interface AuditFlags extends DeskFlags {
  readonly since?: string
}

/** Adds `tcex audit`: who wrote what, when and from where. */
export function addAudit(program: Command): void {
  addDeskCommand(program, 'audit', 'Print the audit log, oldest first: who wrote what, when and from where.')
    .option('--since <time>', 'only from a time on: 2024-03-05T12:00:00Z, or "2 days ago"')
    .action(audit)
}

/** A line an entry, read as fast as it is taken, so that a log of any length can be piped on. */
async function audit(flags: AuditFlags): Promise<void> {
  await atDesk(flags, async (desk) => {
    const lines = linesOf(desk.audit({ since: flags.since }), flags.json)
    await pipeline(lines, process.stdout, { end: false }).catch(ignoreClosed)
  })
}

async function* linesOf(entries: AsyncIterable<AuditEntry>, json: boolean): AsyncGenerator<string> {
  for await (const entry of entries) yield `${json ? JSON.stringify(entry) : forPeople(entry)}\n`
}

/** Whoever reads may have read enough. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function forPeople({ when, who, from, method, path, owner, item }: AuditEntry): string {
  const about = item ? `${item.type} ${item.id} ${item.name}` : ''
  return oneLine([when, who, from, owner ?? '-', method, path, about].join('  ').trimEnd())
}
