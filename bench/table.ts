import Table from 'cli-table3'
import { isMet, type Result } from './row.ts'

/** Three digits, whatever the size. */
export const figure = (number: number): string =>
  number >= 100 ? Math.round(number).toLocaleString('en') : Number(number.toPrecision(3)).toString()

export const goalText = ({ goal, limit, unit }: Result): string => {
  const of = limit === undefined ? ` ${unit}` : ''
  return 'atLeast' in goal ? `at least ${goal.atLeast}${of}` : `at most ${goal.atMost}${of}`
}

const cells = (result: Result): readonly string[] => [
  result.note ? `${result.what} (${result.note})` : result.what,
  result.against,
  `${figure(result.ours)} ${result.unit}`,
  result.limit === undefined ? '' : `${figure(result.limit)} ${result.unit}`,
  result.limit === undefined ? '' : figure(result.ratio),
  goalText(result),
  isMet(result) ? 'met' : 'NOT MET',
]

const head = ['what', 'against', 'ours', 'limit', 'ratio', 'goal', '']

/** For a terminal; `moved` adds a column. */
export function terminalTable(results: readonly Result[], moved?: (result: Result) => string): string {
  const table = new Table({
    head: moved ? [...head, 'moved'] : head,
    style: { head: [], border: [] },
    colWidths: [38, 26],
    wordWrap: true,
  })
  for (const result of results) table.push([...cells(result), ...(moved ? [moved(result)] : [])])
  return table.toString()
}

export function markdownTable(results: readonly Result[]): string {
  const lines = [head, head.map(() => '---'), ...results.map(cells)]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}
