// A type is one entry of the catalog. Code elsewhere that names one is a trait or a field property that is missing.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { catalog } from '@tcex/model'

const root = join(import.meta.dirname, '../..')
const types = catalog.entries.map((entry) => entry.type)
const atHome = ['packages/model/src/catalog/', 'packages/testkit/']

test('no type is named outside the catalog', () => {
  const files = globSync('packages/*/src/**/*.ts', {
    cwd: root,
    exclude: ['**/node_modules', '**/*.test.ts', '**/*.test-d.ts', '**/testing/**'],
  })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !atHome.some((folder) => file.startsWith(folder)))
  assert.ok(files.length > 0)
  assert.deepEqual(
    files.flatMap((file) => named(readFileSync(join(root, file), 'utf8')).map((what) => `${file}:${what}`)),
    [],
  )
})

test('a deliberate one is found', () => {
  const text = [
    "if (type === 'Campaign') return",
    'const other = "Intrusion Set"',
    "// not in a comment: 'Campaign'",
    "type Fields = Assets['EmailAddress']",
    "const word = 'Campaigns'",
  ]
  assert.deepEqual(named(text.join('\n')), ['1 names Campaign', '2 names Intrusion Set'])
})

/** The types that stand as a string of their own; `T['…']` is a look-up in a type, and an asset may be called so. */
function named(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(\*|\/\*|\/\/)/.test(line)) return []
    return types.filter((type) => quoted(type).test(line)).map((type) => `${index + 1} names ${type}`)
  })
}

function quoted(type: string): RegExp {
  return new RegExp(`(?<!\\[)['"\`]${type}['"\`]`)
}
