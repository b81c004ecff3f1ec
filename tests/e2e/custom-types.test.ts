// The module that `tcex types` prints, in a program of its own: what must and must not compile with the packed types.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { root, tool } from '../../scripts/tool.ts'
import { run } from './program.ts'

const widget = {
  name: 'Spare Widget',
  custom: 'true',
  parsable: 'false',
  apiBranch: 'spareWidgets',
  apiEntity: 'spareWidget',
  value1Label: 'Serial Number',
  value1Type: 'text',
  value2Label: 'Colour',
  value2Type: 'selectone',
  value2Option: 'Red;Green',
}

const program = `
import { catalog, TcEx } from 'tcex'
import { indicatorTypes } from './tcex-types.ts'

const fetch = async () => Response.json({ status: 'Success', data: { resultCount: 0, spareWidget: [] } })
const tcex = new TcEx({ fetch, token: 'APIV2:token', catalog: catalog.with(...Object.values(indicatorTypes)) })
const widget = tcex.ti.indicator({ indicatorType: 'Spare Widget', 'Serial Number': 'x', Colour: 'Red', rating: 3 })
const same = tcex.ti.indicator({ indicatorType: 'sparewidget', uniqueId: 'x : Red' })
const short = tcex.ti.spareWidget({ 'Serial Number': 'x', Colour: 'Green' })
for await (const each of widget.many()) each['Serial Number'].length
await widget.setRating(3)
console.log(...[widget, same, short].map((each) => each.path().join('/')))
export const mustNotCompile = () => {
// @ts-expect-error no such field
tcex.ti.indicator({ indicatorType: 'Spare Widget', Serial: 'x' })
// @ts-expect-error no such type
tcex.ti.indicator({ indicatorType: 'Widget' })
// The types that were there still are.
tcex.ti.address({ ip: '1.1.1.1' })
// @ts-expect-error a Host has no ip
tcex.ti.indicator({ indicatorType: 'Host', ip: '1.1.1.1' })
}
`

const options = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023', 'dom'],
    types: [],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
  },
  include: ['*.ts'],
}

let project = ''
before(async () => {
  project = await mkdtemp(join(tmpdir(), 'tcex-types-'))
  await mkdir(join(project, 'node_modules'))
  await symlink(join(root, 'packages/sdk'), join(project, 'node_modules/tcex'), 'junction')
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify(options))
  await writeFile(join(project, 'program.ts'), program)
  await writeFile(join(project, 'tcex-types.ts'), await printed())
})
after(() => rm(project, { recursive: true, force: true }))

/** What `tcex types` prints of an instance with one type of its own. */
async function printed(): Promise<string> {
  const body = JSON.stringify({ status: 'Success', data: { resultCount: 1, indicatorType: [widget] } })
  const instance = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(body),
  )
  instance.listen(0, '127.0.0.1')
  await once(instance, 'listening')
  const url = `http://127.0.0.1:${(instance.address() as AddressInfo).port}/api`
  const words = [join(root, 'packages/cli/bin/tcex.js'), 'types', '--api-url', url, '--token', 'APIV2:token']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const out = await text(child.stdout)
  instance.close()
  return out
}

test('it narrows names and fields, and is a program that runs', async () => {
  const compiled = await run(process.execPath, [tool('typescript', 'tsc'), '-p', project], project)
  assert.equal(compiled.code, 0, compiled.out)
  const ran = await run(process.execPath, [join(project, 'program.ts')], project)
  assert.equal(ran.code, 0, ran.err)
  const path = 'indicators/spareWidgets/x : '
  assert.equal(ran.out, `${path}Red ${path}Red ${path}Green\n`)
})
