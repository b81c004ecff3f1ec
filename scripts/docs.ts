// Writes docs/reference; with --check it only says whether it is up to date.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { catalog } from '@tcex/model'
import { defectsPage } from './defects.ts'
import { endpointsPage } from './endpoints.ts'
import { errorsPage, typesPage } from './reference.ts'
import { root } from './tool.ts'

const pages: Readonly<Record<string, readonly string[]>> = {
  'types.md': typesPage(catalog),
  'refusals.md': errorsPage(),
  'endpoints.md': endpointsPage(catalog),
  'defects.md': defectsPage(),
}

const folder = join(root, 'docs/reference')
const check = process.argv.includes('--check')
const stale: string[] = []
await mkdir(folder, { recursive: true })
for (const [name, lines] of Object.entries(pages)) {
  const text = `${lines.join('\n').trimEnd()}\n`
  const file = join(folder, name)
  const before = await readFile(file, 'utf8').catch(() => '')
  if (before === text) continue
  if (check) stale.push(`docs/reference/${name}`)
  else await writeFile(file, text)
}
if (stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run: npm run check -- --fix`)
  process.exitCode = 1
}
