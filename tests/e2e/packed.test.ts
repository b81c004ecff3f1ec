// Packs what is published, installs it into an empty project, and uses it there as its users will.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { root, tool } from '../../scripts/tool.ts'
import { node20, whyNone } from '../node20/node20.ts'
import { outside, run } from './program.ts'

const node24 = process.execPath
const packages = { tcex: 'packages/sdk', '@tcex/server': 'packages/server', '@tcex/cli': 'packages/cli' }
const tarballs = new Map<string, string>()
let home = ''
let project = ''

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'tcex-packed-'))
  project = join(home, 'project')
  await mkdir(project)
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  for (const [name, folder] of Object.entries(packages)) tarballs.set(name, await pack(join(root, folder)))
  await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs.values()], project)
})

after(() => rm(home, { recursive: true, force: true }))

describe('what is in the packages', () => {
  const installed = (name: string, pattern: string) =>
    globSync(pattern, { cwd: join(project, 'node_modules', name) }).sort()

  test('tcex is a file for each time that something is loaded, one of types, and the vectors', () => {
    assert.deepEqual(
      installed('tcex', '*'),
      ['LICENSE', 'dist', 'package.json', 'vectors', ...installed('tcex', 'README.md')].sort(),
    )
    const names = ['batch', 'calls', 'client', 'entities', 'index']
    const code = installed('tcex', 'dist/*.js').filter((file) => file !== 'dist/rolldown-runtime.js')
    assert.deepEqual(
      code,
      names.map((name) => `dist/${name}.js`),
    )
    assert.deepEqual(installed('tcex', 'dist/*.d.ts'), ['dist/index.d.ts'])
    assert.notEqual(installed('tcex', 'vectors/*').length, 0)
  })

  test('tcex depends on nothing', async () => {
    const { dependencies, peerDependencies, optionalDependencies } = await manifest('tcex')
    assert.deepEqual(
      [dependencies, peerDependencies, optionalDependencies],
      [undefined, undefined, undefined],
    )
    for (const file of installed('tcex', 'dist/*.js')) {
      const imported = [
        ...(await code('tcex', basename(file))).matchAll(/^(?:import|export)\b.*\bfrom "(.*)"/gm),
      ]
      assert.deepEqual(
        imported.filter(([, from]) => !from?.startsWith('./')),
        [],
        file,
      )
    }
  })

  for (const name of Object.keys(packages)) {
    test(`${name} brings the model along and no test, and names no folder of the machine it was built on`, async () => {
      const files = installed(name, '**/*.*').filter((file) => !file.endsWith('/'))
      assert.deepEqual(
        files.filter((file) => file.includes('.test.')),
        [],
      )
      for (const file of files.filter((file) => file.startsWith('dist/'))) {
        const text = await readFile(join(project, 'node_modules', name, file), 'utf8')
        assert.ok(!text.includes(root), `${file} mentions ${root}`)
        if (!file.endsWith('.map')) assert.doesNotMatch(text, /['"]@tcex\/model['"]/)
      }
    })
  }

  test('@tcex/server needs pg and pdfkit besides; the rest is bundled, with its licences', async () => {
    const { dependencies } = await manifest('@tcex/server')
    assert.deepEqual(Object.keys(dependencies as object).sort(), ['pdfkit', 'pg'])
    const licences = await code('@tcex/server', 'LICENSES.txt')
    for (const name of ['fastify', 'find-my-way', '@fastify/busboy', '@fastify/cors', 'zod']) {
      assert.match(licences, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'))
    }
  })

  for (const name of ['tcex', '@tcex/server']) {
    test(`publint and attw find nothing in ${name}`, async () => {
      const tarball = tarballs.get(name) ?? ''
      const lint = await run(node24, [tool('publint', 'publint'), 'run', tarball, '--strict'], root)
      assert.equal(lint.code, 0, lint.out + lint.err)
      assert.match(lint.out, /All good!/)
      const options = ['--profile', 'esm-only', '--no-definitely-typed', '--no-color', '--format', 'ascii']
      const types = await run(node24, [tool('@arethetypeswrong/cli', 'attw'), tarball, ...options], root)
      assert.equal(types.code, 0, types.out + types.err)
    })
  }
})

describe('what they are for', () => {
  const read = `
    import { TcEx } from 'tcex'
    const fetch = async () => Response.json({ status: 'Success', data: { resultCount: 0, adversary: [] } })
    const tcex = new TcEx({ fetch, token: 'APIV2:token' })
    let count = 0
    for await (const _ of tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg' }).many()) count += 1
    console.log('read', count)
  `
  const embed = `
    import { createServer } from '@tcex/server'
    import { TcEx } from 'tcex'
    const server = await createServer({ database: ':memory:', owner: 'MyOrg' })
    const tcex = new TcEx({ fetch: server.fetch, ...server.credentials })
    const { status } = await tcex.ti.group({ groupType: 'Adversary', name: 'packed', owner: 'MyOrg' }).create()
    const names = []
    for await (const group of tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg' }).many()) names.push(group.name)
    console.log(status, ...names)
    await server.close()
  `
  const overHttp = `
    import { TcEx } from 'tcex'
    const { url, token, accessId, secretKey } = JSON.parse(process.env.SERVED)
    for (const credentials of [{ token }, { accessId, secretKey }]) {
      const tcex = new TcEx({ apiUrl: url, ...credentials })
      const { status } = await tcex.ti.indicator({ indicatorType: 'Address', ip: '12.13.14.15' }).create()
      const found = []
      for await (const { ip } of tcex.ti.indicator({ indicatorType: 'Address' }).many()) found.push(ip)
      console.log(status, ...found)
    }
  `

  const manyItems = `
    import { TcEx } from 'tcex'
    const { url, token } = JSON.parse(process.env.SERVED)
    const tcex = new TcEx({ apiUrl: url, token })
    const read = async (path) => {
      const response = await fetch(url + '/v2' + path, { headers: { authorization: 'TC-Token ' + token } })
      return new TextDecoder('latin1').decode(await response.arrayBuffer())
    }
    function* rows() {
      yield { type: 'Threat', name: 'Packed', xid: 'packed-1' }
      yield { type: 'Host', summary: 'no host' }
      for (let at = 0; at < 11_000; at += 1) yield { type: 'Host', summary: at + '.packed.example.com' }
    }
    const report = await tcex.batch().run(rows())
    console.log(report.landed, report.refused.length)
    let found = 0
    for await (const { hostName } of tcex.ti.indicator({ indicatorType: 'Host' }).many()) found += hostName ? 1 : 0
    console.log(found)
    console.log(JSON.parse(await read('/indicators/hosts?filters=summary%5E99&resultLimit=1')).data.resultCount)
    console.log((await read('/groups/threats/1/pdf')).slice(0, 5))
  `

  test('tcex on Node 24', async () => {
    assert.deepEqual(await use(node24, read), { code: 0, out: 'read 0\n', err: '' })
  })

  test('tcex on Node 20', async (t) => {
    if (!node20) return t.skip(whyNone())
    assert.deepEqual(await use(node20, read), { code: 0, out: 'read 0\n', err: '' })
  })

  test('the server in the same process', async () => {
    assert.deepEqual(await use(node24, embed), { code: 0, out: '201 packed\n', err: '' })
  })

  test('the server on Node 20 says in a sentence that it needs Node 24', async (t) => {
    if (!node20) return t.skip(whyNone())
    const { code, err } = await use(node20, embed)
    assert.notEqual(code, 0)
    assert.match(err, /needs Node 24/)
    assert.doesNotMatch(err, /ERR_UNKNOWN_BUILTIN_MODULE|No such built-in module/)
  })

  test('the command on Node 20 says so too', async (t) => {
    if (!node20) return t.skip(whyNone())
    const ended = await run(node20, [join(project, 'node_modules/@tcex/cli/bin/tcex.js'), 'serve'], project)
    assert.equal(ended.code, 1)
    assert.match(ended.err, /^tcex needs Node 24 or later, and was started with Node 20\.\d+\.\d+\.\n$/)
  })

  test('the command serves, and the SDK on Node 20 and 24 talks to it', async () => {
    const served = await serve('--database', ':memory:')
    try {
      for (const node of node20 ? [node20, node24] : [node24]) {
        const { code, out, err } = await use(node, overHttp, { SERVED: served.line })
        assert.deepEqual({ code, out, err }, { code: 0, out: '201 12.13.14.15\n'.repeat(2), err: '' })
      }
    } finally {
      await served.stop()
    }
    await goneQuiet(JSON.parse(served.line).url)
  })

  test('the command works on what is many in threads, writes PDF, and logs', async () => {
    const served = await serve('--database', join(home, 'many.db'), '--log-level', 'debug')
    try {
      const { code, out, err } = await use(node24, manyItems, { SERVED: served.line })
      assert.deepEqual({ code, out, err }, { code: 0, out: '11001 1\n11000\n111\n%PDF-\n', err: '' })
    } finally {
      await served.stop()
    }
    const lines = served.log().trim().split('\n')
    assert.ok(lines.length > 10, served.log())
    for (const line of lines) assert.equal(typeof JSON.parse(line).level, 'number', line)
    await goneQuiet(JSON.parse(served.line).url)
  })

  test('the command keeps what it compiled among the user’s caches', async () => {
    const cache = join(home, 'cache')
    const command = [join(project, 'node_modules/@tcex/cli/bin/tcex.js'), '--version']
    const ended = await run(node24, command, project, { XDG_CACHE_HOME: cache })
    assert.deepEqual([ended.code, ended.err], [0, ''])
    assert.notEqual(globSync('tcex/**/*', { cwd: cache }).length, 0)
  })

  test('their types hold', async () => {
    const program = `
      import { createServer } from '@tcex/server'
      import { TcEx } from 'tcex'
      const server = await createServer({ database: ':memory:' })
      const tcex = new TcEx({ fetch: server.fetch, ...server.credentials })
      for await (const { ip } of tcex.ti.indicator({ indicatorType: 'Address' }).many()) ip satisfies string
      tcex.ti.campaign({ name: 'camp-3', firstSeen: '2019-04-02' })
      // @ts-expect-error an Adversary has no such field
      tcex.ti.group({ groupType: 'Adversary', name: 'a', firstSeen: '2019-04-02' })
      const { url }: { url: string } = await server.listen({ port: 0 })
      new TcEx({ apiUrl: url, token: 'APIV2:token' })
    `
    await writeFile(join(project, 'types.ts'), program)
    const options = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--noEmit',
    ]
    const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node']
    const { code, out } = await run(
      node24,
      [tool('typescript', 'tsc'), ...options, ...types, 'types.ts'],
      project,
    )
    assert.equal(code, 0, out)
  })

  test("tcex's types are types to TypeScript 5.4 too, which has no Uint8Array with a parameter", async () => {
    assert.doesNotMatch(await code('tcex', 'index.d.ts'), /Uint8Array</)
  })

  test("tcex's types need neither Node's nor any other package's", async () => {
    const program = `
      import { TcEx } from 'tcex'
      export const tcex = new TcEx({ apiUrl: 'http://127.0.0.1/api', token: 'APIV2:token' })
    `
    await writeFile(join(project, 'browser.ts'), program)
    const options = [
      '--strict',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--target',
      'es2023',
      '--noEmit',
    ]
    const { code, out } = await run(
      node24,
      [tool('typescript', 'tsc'), ...options, '--types', '', 'browser.ts'],
      project,
    )
    assert.equal(code, 0, out)
  })
})

async function pack(folder: string): Promise<string> {
  const packed = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', home], folder)
  const [{ filename }] = JSON.parse(packed)
  return join(home, filename)
}

async function npm(args: string[], cwd: string): Promise<string> {
  const { code, out, err } = await run('npm', [...args, '--ignore-scripts', '--loglevel=error'], cwd)
  assert.equal(code, 0, `npm ${args[0]} failed\n${out}\n${err}`)
  return out
}

/** Runs a program in the project. An early Node 24 warns of its SQLite, and we are not testing that. */
async function use(node: string, program: string, environment: NodeJS.ProcessEnv = {}) {
  const file = join(project, `program-${process.hrtime.bigint()}.js`)
  await writeFile(file, program)
  return run(node, ['--disable-warning=ExperimentalWarning', file], project, environment)
}

/** Starts `npx tcex serve`, and answers with the line it prints and with how to stop it. */
async function serve(...flags: string[]): Promise<{ line: string; log(): string; stop(): Promise<void> }> {
  const args = ['tcex', 'serve', '--port', '0', '--json', ...flags]
  const npx = spawn('npx', args, { cwd: project, env: outside(), stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = once(npx, 'exit')
  let log = ''
  npx.stderr.on('data', (text) => {
    log += text
  })
  const [line] = await Promise.race([once(createInterface(npx.stdout), 'line'), exit])
  assert.equal(typeof line, 'string', `npx tcex serve ended before it printed anything but ${log}`)
  const stop = async () => {
    npx.kill('SIGTERM')
    await exit
  }
  return { line, log: () => log, stop }
}

/** npx has ended before what it started has. */
async function goneQuiet(url: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await wait(50)) {
    if (
      await fetch(url).then(
        () => false,
        () => true,
      )
    )
      return
  }
  assert.fail(`${url} still answers`)
}

async function manifest(name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(project, 'node_modules', name, 'package.json'), 'utf8'))
}

function code(name: string, file: string): Promise<string> {
  return readFile(join(project, 'node_modules', name, 'dist', file), 'utf8')
}
