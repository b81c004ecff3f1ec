// What users call says how: each public method has an example, and every example compiles against what is there.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { root, tool } from '../../scripts/tool.ts'

const run = promisify(execFile)

/** The files whose classes and interfaces a user holds in hand. */
const publicFiles = [
  ...[
    'associations',
    'filters',
    'group',
    'indicator',
    'indicator-list',
    'item',
    'metadata',
    'named',
    'owner',
  ],
  ...['response', 'tcex', 'threat-intelligence', 'batch/batch', 'traits/actions', 'traits/assets'],
  ...['traits/content', 'traits/history', 'traits/occurrences', 'traits/pdf'],
]
  .map((name) => `packages/sdk/src/${name}.ts`)
  .concat('packages/server/src/server.ts', 'packages/server/src/administration.ts')

const source = (file: string): string => readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n')

/** What a user has at hand where an example begins. */
const preamble = `
import { writeFile } from 'node:fs/promises'
import { type Administration, createServer, openAdministration, type Server } from '@tcex/server'
import {
  type BatchItem, defineGroup, type EntityInput, type Fetch, Filters, TcEx, TcexError,
} from 'tcex'
declare const tcex: TcEx
declare const server: Server
declare const administration: Administration
declare const journal: Map<string, string>
declare const print: (...what: unknown[]) => void
declare const use: (what: unknown) => void
declare const rows: readonly (BatchItem & EntityInput)[]
declare const filters: Filters
const { ti } = tcex
const campaign = ti.campaign({ uniqueId: 416 })
const incident = ti.incident({ uniqueId: 417 })
const document = ti.document({ uniqueId: 418 })
const victim = ti.victim({ uniqueId: 6 })
const task = ti.task({ uniqueId: 7 })
const address = ti.address({ ip: '12.13.14.15' })
const host = ti.host({ hostName: 'bad.example.com' })
const file = ti.file({ md5: 'a'.repeat(32) })
const asn = ti.asn({ 'AS Number': 'ASN1204' })
const item = campaign
const Block = '10.0.0.0/8'
const name = 'Hashtag'
const value = '#x'
declare const response: Awaited<ReturnType<typeof address.single>>
`

test('each public method has an example', () => {
  assert.deepEqual(
    publicFiles.flatMap((file) => withoutExample(source(file)).map((name) => `${file}: ${name}`)),
    [],
  )
})

test('a deliberate one without is found', () => {
  const text = [
    'export class A {',
    '  /** @example a.one() */',
    '  one(): void {}',
    '  /** Two. */',
    '  async two<T>(',
    '    value: T): Promise<void> {}',
    '  three(): void {}',
    '  protected four(): void {}',
    '  #five(): void {}',
    '}',
    'function helper() {',
    '  use(1)',
    '}',
  ]
  assert.deepEqual(withoutExample(text.join('\n')), ['two', 'three'])
})

describe('every example', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'tcex-examples-'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    const compilerOptions = {
      noEmit: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
      types: ['node'],
    }
    const config = { extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  })
  after(() => rmSync(folder, { recursive: true }))

  const compile = async (text: string): Promise<string> => {
    writeFileSync(join(folder, 'examples.ts'), text)
    const checked = run(process.execPath, [tool('typescript', 'tsc'), '-p', folder])
    return checked.then(
      () => '',
      ({ stdout }) => stdout,
    )
  }

  test('of the SDK and the platform compiles', async () => {
    const files = [
      ...publicFiles,
      'packages/sdk/src/errors.ts',
      'packages/sdk/src/tag.ts',
      'packages/sdk/src/security-label.ts',
    ]
    const examples = files.flatMap((file) => examplesIn(source(file)).map((code) => ({ file, code })))
    assert.ok(examples.length > 100)
    const bodies = examples.map(({ file, code }) => `// ${file}\nasync () => {\n${code}\n}`)
    assert.equal(await compile(`${preamble}\n${bodies.join('\n;')}\n`), '')
  })

  test('that is wrong is found', async () => {
    const found = await compile(`${preamble}\nasync () => { await campaign.addTag({ nome: 'x' }) }\n`)
    assert.match(found, /'nome' does not exist/)
  })
})

/** The public methods of the classes and interfaces of a file whose doc comment has no example. */
function withoutExample(text: string): string[] {
  const missing: string[] = []
  const inside = /^export (?:abstract )?(?:class|interface) [\s\S]*?^\}|^interface \w*Calls[\s\S]*?^\}/gm
  for (const [type] of text.matchAll(inside)) {
    const method =
      /^(?: {2}(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n)? {2}(?:static |async |abstract )*\*?(\w+)(?:<[^\n]*)?\(/gm
    for (const [, comment = '', name = ''] of type.matchAll(method)) {
      if (name !== 'constructor' && !comment.includes('@example')) missing.push(name)
    }
  }
  return missing
}

/** The code of the examples in doc comments. */
function examplesIn(text: string): string[] {
  return [...text.matchAll(/\/\*\*(?:(?!\*\/)[\s\S])*\*\//g)].flatMap(([comment]) => {
    const plain = comment.replace(/^\/\*\*|\*\/$/g, '').replace(/^ *\* ?/gm, '')
    return [...plain.matchAll(/@example\s+([\s\S]*?)(?=^@|$(?![\s\S]))/gm)].map(([, code = '']) =>
      code.trim(),
    )
  })
}
