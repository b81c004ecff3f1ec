// Draws the examples of ThreatConnect's documentation as data for the replay in tests/conformance/documented:
//   npx node scripts/documented-examples.ts FOLDER
// FOLDER is a checkout of github.com/ThreatConnect-Inc/threatconnect-developer-docs.

import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { examplesOf } from '../tests/conformance/documented/extract/examples.ts'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Which folder? Give a checkout of the documentation.')

const docs = resolve(folder, 'docs')
const target = join(import.meta.dirname, '../tests/conformance/documented')
const pages = [
  'common_errors.rst',
  'rest_api/overview.rst',
  'rest_api/quick_start.rst',
  ...globSync('rest_api/v2/**/*.rst', { cwd: docs }).sort(),
]

const nameOf = (page: string): string =>
  page
    .replace(/^rest_api\/(v2\/)?/, '')
    .replace(/\.rst$/, '')
    .replaceAll('/', '.')

rmSync(join(target, 'pages'), { recursive: true, force: true })
mkdirSync(join(target, 'pages'))
const counts: Record<string, number> = {}
for (const page of pages) {
  const examples = examplesOf(readFileSync(join(docs, page), 'utf8'), page.includes('/batch_api/'))
  if (examples.length === 0) continue
  const lines = examples.map((each) => `${JSON.stringify(each)}\n`)
  writeFileSync(join(target, 'pages', `${nameOf(page)}.jsonl`), lines.join(''))
  counts[nameOf(page)] = examples.length
}
writeFileSync(join(target, 'counts.json'), `${JSON.stringify(counts, null, 2)}\n`)
console.log(counts)
