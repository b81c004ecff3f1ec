import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { faults } from './arrows.ts'
import { house } from './rooms.ts'

const root = join(import.meta.dirname, '../..')
const server = 'packages/server/src'

test('the repository keeps the arrows', () => {
  assert.deepEqual(faults(root, house), [])
})

test('the program says so with its exit code', () => {
  const ended = spawnSync(process.execPath, [join(import.meta.dirname, 'arrows.ts')], { encoding: 'utf8' })
  assert.deepEqual([ended.status, ended.stderr], [0, ''])
})

describe('a deliberate violation is found', () => {
  const cases: [what: string, files: Record<string, string>, fault: RegExp][] = [
    [
      'model imports a package',
      { 'packages/model/src/a.ts': "import { z } from 'zod'" },
      /^packages\/model\/src\/a\.ts:1: model must not import packages \("zod"\)$/,
    ],
    [
      "model imports Node's own",
      { 'packages/model/src/a.ts': "\nimport 'node:fs'" },
      /a\.ts:2: model must not import packages \("node:fs"\)$/,
    ],
    [
      'sdk imports server',
      { 'packages/sdk/src/a.ts': "import { createServer } from '@tcex/server'" },
      /sdk must not import server/,
    ],
    [
      'server imports sdk, as a type, over several lines',
      { [`${server}/service/a.ts`]: "import type {\n  TcEx, // the client's\n} from 'tcex'" },
      /a\.ts:3: service must not import sdk/,
    ],
    [
      'server reaches into the folder of sdk',
      { [`${server}/service/a.ts`]: "export * from '../../../sdk/src/item.ts'" },
      /service must not import sdk/,
    ],
    [
      'store calls back',
      { [`${server}/store/a.ts`]: "const late = await import('../service/b.ts')" },
      /store must not import service/,
    ],
    [
      'http skips service',
      { [`${server}/http/a.ts`]: "import { find } from '../store/b.ts'" },
      /http must not import store/,
    ],
    [
      'batch skips service',
      { [`${server}/batch/a.ts`]: "import { find } from '../store/b.ts'" },
      /batch must not import store/,
    ],
    [
      'store calls back through a file in between',
      {
        [`${server}/store/a.ts`]: "import { helper } from '../between.ts'",
        [`${server}/between.ts`]: "export { helper } from './http/b.ts'",
      },
      /store must not import http \("\.\.\/between\.ts"\)/,
    ],
    [
      'cli imports server outside serve',
      { 'packages/cli/src/commands/get.ts': "import { createServer } from '@tcex/server'" },
      /cli must not import server/,
    ],
    [
      'a test of sdk imports server',
      { 'packages/sdk/src/a.test.ts': "import '@tcex/server'" },
      /sdk must not import server/,
    ],
    [
      'SQLite outside store',
      { [`${server}/service/a.ts`]: "import { DatabaseSync } from 'node:sqlite'" },
      /only store may import "node:sqlite"/,
    ],
    [
      'SQLite outside store, at run time',
      { [`${server}/service/a.ts`]: "const sqlite = process.getBuiltinModule('node:sqlite')" },
      /only store may import "node:sqlite"/,
    ],
    [
      'SQL outside store',
      { [`${server}/service/a.ts`]: 'const text = `\n  SELECT id FROM item`' },
      /SQL is for store alone/,
    ],
    ['a folder named utils', { [`${server}/utils/a.ts`]: '' }, /"utils" says nothing/],
  ]
  for (const [what, files, fault] of cases) {
    test(what, () => {
      const found = inTree(files)
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0] ?? '', fault)
    })
  }
})

test('what the house allows is no fault', () => {
  const found = inTree({
    'packages/model/src/a.ts': "import { b } from './b.ts'\n/**\n * import { TcEx } from 'tcex'\n */",
    'packages/model/src/a.test.ts': "import assert from 'node:assert/strict'\nimport fc from 'fast-check'",
    'packages/sdk/src/a.ts': "import { catalog } from '@tcex/model'",
    'packages/cli/src/commands/serve.ts': "import { createServer } from '@tcex/server'",
    'packages/cli/src/index.ts': "const { serve } = await import('./commands/serve.ts')",
    [`${server}/index.ts`]: "import { routes } from './http/a.ts'\nimport { open } from './store/a.ts'",
    [`${server}/clock.ts`]: 'export const now = () => Date.now()',
    [`${server}/http/a.ts`]: "import { read } from '../service/a.ts'\nimport { now } from '../clock.ts'",
    [`${server}/service/a.ts`]: "import { find } from '../store/a.ts'\nthrow new Error('select one')",
    [`${server}/service/a.test.ts`]: "import { routes } from '../http/a.ts'",
    [`${server}/store/a.ts`]:
      "import { DatabaseSync } from 'node:sqlite'\nconst text = 'select id from item'",
  })
  assert.deepEqual(found, [])
})

function inTree(files: Record<string, string>): string[] {
  const tree = mkdtempSync(join(tmpdir(), 'tcex-house-'))
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, file)), { recursive: true })
      writeFileSync(join(tree, file), text)
    }
    return faults(tree, house)
  } finally {
    rmSync(tree, { recursive: true })
  }
}
