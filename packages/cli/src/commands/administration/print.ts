/** Prints one thing: as one line of JSON, or for people as a name and a value a line. */
export function printOne(value: object, json: boolean): void {
  if (json) console.log(JSON.stringify(value))
  else
    for (const line of aligned(Object.entries(value).map(([name, each]) => [title(name), text(each)])))
      console.log(line)
}

/** Prints a list: as one line of JSON, or for people as a table. */
export function printList(list: readonly object[], columns: readonly string[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify(list))
    return
  }
  const rows = list.map((each) => columns.map((name) => text((each as Record<string, unknown>)[name])))
  for (const line of aligned([columns.map(title), ...rows])) console.log(line)
}

/** Prints that something was done. */
export function printDone(sentence: string, json: boolean): void {
  console.log(json ? JSON.stringify({ done: true }) : sentence)
}

/** `secretKey` is read as `Secret key`. */
const title = (name: string): string => {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '-'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return oneLine(String(value))
  return Object.entries(value)
    .map(([name, each]) => `${oneLine(name)}: ${oneLine(String(each))}`)
    .join(', ')
}

/** What somebody stored must not steer the terminal that it is shown on. */
export const oneLine = (stored: string): string => stored.replaceAll(/\p{C}/gu, '\u{fffd}')

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
