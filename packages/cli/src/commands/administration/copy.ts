import type { CopyProgress, CopyReport } from '@tcex/server'
import { type Command, Option } from 'commander'
import { printOne } from './print.ts'

interface CopyFlags {
  readonly json: boolean
}

interface DatabaseFlags extends CopyFlags {
  readonly database: string
}

interface RestoreFlags extends DatabaseFlags {
  readonly force: boolean
}

/** Adds `tcex backup`, `tcex restore` and `tcex database copy`. */
export function addCopies(program: Command): void {
  copyCommand(program, 'backup <file>', 'Copy a database into a file, whether or not a server runs on it.')
    .addOption(databaseOption('what is copied: a file, or postgres://…'))
    .action(backup)
  copyCommand(program, 'restore <file>', 'Make a database from a backup, while no server runs on it.')
    .addOption(databaseOption('what is made: a file, or an empty postgres://…'))
    .option('--force', 'replace the file that is there', false)
    .action(restore)
  const group = program.command('database').description('Databases as a whole.')
  copyCommand(group, 'copy <from> <to>', 'Copy a database to another one, and compare every row.').action(
    copy,
  )
}

const copyCommand = (group: Command, words: string, description: string): Command =>
  group.command(words).description(description).option('--json', 'print JSON', false)

const databaseOption = (description: string): Option =>
  new Option('--database <path>', description).env('TCEX_DATABASE').default('tcex.db')

async function backup(file: string, { database, json }: DatabaseFlags): Promise<void> {
  await copyAndPrint({ from: database, to: file }, json)
}

async function restore(file: string, { database, force, json }: RestoreFlags): Promise<void> {
  await copyAndPrint({ from: file, to: database, replace: force }, json)
}

async function copy(from: string, to: string, { json }: CopyFlags): Promise<void> {
  await copyAndPrint({ from, to }, json)
}

interface Copy {
  readonly from: string
  readonly to: string
  readonly replace?: boolean
}

async function copyAndPrint(options: Copy, json: boolean): Promise<void> {
  const { copyDatabase } = await import('@tcex/server')
  const onProgress = process.stderr.isTTY && !json ? showProgress : undefined
  const report = await copyDatabase({ ...options, onProgress })
  if (onProgress) process.stderr.write(clearLine)
  print(options, report, json)
}

const clearLine = '\r\u001b[2K'

/** One line that is written over; whoever reads the output gets none of it. */
function showProgress({ step, table, done, total }: CopyProgress): void {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total)
  process.stderr.write(`${clearLine}${step} ${share} % (${table})`)
}

function print({ from, to }: Copy, { rows, keyFile }: CopyReport, json: boolean): void {
  const filled = Object.fromEntries(Object.entries(rows).filter(([, count]) => count > 0))
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  const [source, target] = [withoutPassword(from), withoutPassword(to)]
  printOne(json ? { from: source, to: target, rows, total, keyFile } : filled, json)
  if (json) return
  console.log(`${total} rows of ${source} are in ${target}, each compared with its original.`)
  if (keyFile) console.log(`The key of its secrets is in ${keyFile}: keep it as safe as the copy.`)
}

const withoutPassword = (location: string): string => location.replace(/^(\w+:\/\/[^/:@]*):[^/]*@/, '$1@')
