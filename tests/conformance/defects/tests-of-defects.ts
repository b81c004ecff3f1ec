import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The tests of one finding. */
export interface DefectTests {
  readonly number: number
  /** What the tests of it speak of: what stands after the number. */
  readonly subject: string
  /** From the repository's root. */
  readonly file: string
  /** The titles of its tests, as they are written. */
  readonly titles: readonly string[]
  readonly text: string
}

const folder = import.meta.dirname

/** Reads the tests in this folder, by the number that a `describe` begins with. */
export function testsOfDefects(): readonly DefectTests[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .toSorted()
    .flatMap((name) => testsIn(`tests/conformance/defects/${name}`, readFileSync(join(folder, name), 'utf8')))
}

function testsIn(file: string, source: string): readonly DefectTests[] {
  const [, ...blocks] = source.split(/^describe\(/m)
  return blocks.flatMap((text) => {
    const [, number, subject] = /^'defect (\d+): ([^']+)'/.exec(text) ?? []
    if (number === undefined || subject === undefined) return []
    const titles = [...text.matchAll(/^\s*it\(\s*['`](.+?)['`],/gm)].map(([, title = '']) => title)
    return [{ number: Number(number), subject, file, titles, text }]
  })
}
