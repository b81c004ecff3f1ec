import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Example } from './extract/examples.ts'

/** An example with the page that it stands on. */
export interface PageExample extends Example {
  readonly page: string
}

const folder = join(import.meta.dirname, 'pages')

/** Every example of the documentation, page by page; scripts/documented-examples.ts draws them. */
export const documentedExamples: readonly PageExample[] = readdirSync(folder)
  .sort()
  .flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => ({ page: file.replace('.jsonl', ''), ...(JSON.parse(line) as Example) })),
  )

export const nameOf = ({ page, line, call, is }: PageExample): string => `${page}:${line} ${call ?? is ?? ''}`
