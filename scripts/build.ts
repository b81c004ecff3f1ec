// Builds what is published: JavaScript and types, with the model and what they need at each start bundled in.

import { copyFile, cp, readdir, readFile, rm } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type OutputChunk, type OutputOptions, type Plugin, type RolldownOptions, rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { runChild } from './child.cjs'
import { licences } from './licences.ts'
import { root, tool } from './tool.ts'

interface Package {
  folder: string
  /** Neutral is for every runtime with fetch: what it bundles must not import Node's own modules. */
  platform: 'neutral' | 'node'
  /** A library has types. */
  library: boolean
  /** A program that the library starts in a thread of its own: a file beside it. */
  thread?: string
  /** Whether what is loaded only when it is called for becomes files of its own. */
  split: boolean
  /** Files by name: the modules from which on they hold everything that no file before them holds. */
  files?: Record<string, RegExp>
}

type IsExternal = (id: string, from?: string) => boolean

const packages: Package[] = [
  {
    folder: 'sdk',
    platform: 'neutral',
    library: true,
    split: true,
    files: {
      client: /sdk.src.(tcex|response)\.ts$/,
      calls: /sdk.src.calls\.ts$/,
      entities: /sdk.src.whole-entities\.ts$/,
      batch: /sdk.src.batch.run\.ts$/,
    },
  },
  {
    folder: 'server',
    platform: 'node',
    library: true,
    split: true,
    files: { server: /server.src.server\.ts$/ },
    thread: 'worker/thread.ts',
  },
  { folder: 'cli', platform: 'node', library: false, split: true },
]

/** Where TypeScript puts its declarations, a file for a file, before they are joined. */
const declarations = join(root, 'build/types')

/** The model's types are those just made, not the sources that its package points to. */
const modelTypes: Plugin = {
  name: 'model-types',
  resolveId: {
    order: 'pre',
    handler: (id) => (id === '@tcex/model' ? join(declarations, 'model/src/index.d.ts') : undefined),
  },
}

/** A module called `*.data.ts` is run now, and what it exports is written down in its place. */
const asData: Plugin = {
  name: 'as-data',
  load: {
    filter: { id: /\.data\.ts$/ },
    async handler(id) {
      const exported: Record<string, unknown> = await import(pathToFileURL(id).href)
      const lines = Object.entries(exported).map(
        ([name, value]) => `export const ${name} = ${JSON.stringify(value)}`,
      )
      return { code: lines.join('\n'), moduleType: 'js' }
    },
  },
}

/**
 * Fastify loads these for routes with a schema, for servers of other protocols and for logs that a thread writes, and ours
 * have none of that.
 */
const unneeded =
  /^(@fastify\/(ajv-compiler|fast-json-stringify-compiler)|node:https|node:http2|thread-stream)$/

const leaveOut: Plugin = {
  name: 'leave-out',
  resolveId: {
    order: 'pre',
    filter: { id: unneeded },
    handler: (id) => `\0left-out:${id}`,
  },
  load: {
    filter: { id: /^\0left-out:/ },
    handler: () => ({ code: 'module.exports = {}', moduleType: 'js' }),
  },
}

interface StandIn {
  /** The packages that were read for what they do with the module; any other one has the module itself. */
  of: readonly string[]
  code: string
}

/**
 * What stands in for modules that other packages ask for when they are loaded, and need seldom or for one thing: each would
 * be a millisecond of every start.
 */
const standIns: Readonly<Record<string, StandIn>> = {
  assert: {
    of: ['fastify', 'find-my-way', 'light-my-request', 'sonic-boom'],
    code: `(value, message = 'an assertion failed') => {
      if (!value) throw message instanceof Error ? message : new Error(message)
    }`,
  },
  // For commands that are programs of their own.
  child_process: {
    of: ['commander'],
    code: `{ spawn: (...some) => process.getBuiltinModule('node:child_process').spawn(...some) }`,
  },
  // For patterns in routes; its own three pass, and ours has none.
  'safe-regex2': { of: ['find-my-way'], code: '() => true' },
  // For the versions that its plugins want; they are bundled, and fit.
  semver: { of: ['fastify'], code: '{ satisfies: () => true }' },
  perf_hooks: { of: ['fastify'], code: '{ performance: { now: () => globalThis.performance.now() } }' },
  // For streams that it opens by itself.
  worker_threads: { of: ['pino'], code: '{ isMainThread: true }' },
}

const hasStandIn = (id: string, from = ''): boolean => {
  const name = id.replace('node:', '')
  const packages = Object.hasOwn(standIns, name) ? standIns[name]?.of : []
  return Boolean(packages?.some((each) => from.replaceAll('\\', '/').includes(`/node_modules/${each}/`)))
}

const standInPlace: Plugin = {
  name: 'stand-in',
  resolveId: {
    order: 'pre',
    handler: (id, from) => (hasStandIn(id, from) ? `\0stand-in:${id.replace('node:', '')}` : undefined),
  },
  load: {
    filter: { id: /^\0stand-in:/ },
    handler: (id) => ({
      code: `module.exports = ${standIns[id.replace('\0stand-in:', '')]?.code}`,
      moduleType: 'js',
    }),
  },
}

/**
 * A module of Node that is imported is looked at, all of it, and so loads what it would load when it is needed: half of
 * what a program takes to start. One that is asked for is not.
 */
const askedForBuiltins: Plugin = {
  name: 'asked-for-builtins',
  renderChunk: (code) => ({ code: code.replace(builtinImport, askFor), map: null }),
}

const builtinImport = /^import (?:([\w$]+|\* as [\w$]+)(?:, )?)?(?:\{ ([^}]+) \})? from "(node:[^"]+)";$/gm

function askFor(_: string, whole: string | undefined, names: string | undefined, id: string): string {
  const taken = [whole?.replace('* as ', ''), names && `{ ${names.replaceAll(' as ', ': ')} }`].filter(
    Boolean,
  )
  if (names && (lateNames[id]?.test(names) ?? false))
    return names
      .split(', ')
      .map((each) => whenCalled(each, id))
      .join(' ')
  return taken.map((each) => `const ${each} = globalThis.process.getBuiltinModule("${id}");`).join(' ')
}

/** What we import of these are functions or a class, for which the module is asked when they are called. */
const lateNames: Readonly<Record<string, RegExp>> = {
  'node:fs/promises': /./,
  'node:stream/consumers': /./,
  'node:worker_threads': /^Worker$/,
  'node:zlib': /./,
}

function whenCalled(each: string, id: string): string {
  const [name, called = name] = each.split(' as ')
  const its = `const its = globalThis.process.getBuiltinModule("${id}").${name};`
  return `function ${called}(...some) { ${its} return new.target ? new its(...some) : its(...some); }`
}

/** Types of other packages are never bundled: what is left of them must be of those that the user has. */
const isPackage: IsExternal = (id) => !/^([./]|[A-Za-z]:|@tcex.model)/.test(id)

/** A file is read at each start: in letters of one byte each, and without what only a reader of the sources needs. */
const compact: OutputOptions = {
  comments: { legal: true, annotation: false, jsdoc: false },
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
}

await rm(declarations, { recursive: true, force: true })
for (const pack of packages) await build(pack)
await cp(join(root, 'packages/model/vectors'), join(root, 'packages/sdk/vectors'), { recursive: true })

async function build(pack: Package): Promise<void> {
  const { folder, platform, library, thread, split, files: parts = {} } = pack
  const home = join(root, 'packages', folder)
  const external = await outside(home, platform)
  const output: OutputOptions = { dir: join(home, 'dist'), format: 'esm' }
  const plugins = [asData, ...(platform === 'node' ? [leaveOut, standInPlace, askedForBuiltins] : [])]
  const input = join(home, 'src/index.ts')
  const files = await bundle(
    {
      input,
      external,
      platform,
      tsconfig: false,
      plugins: [...plugins, licences],
    },
    {
      ...output,
      codeSplitting: split && { groups: groupsOf(parts) },
      entryFileNames: 'index.js',
      chunkFileNames: '[name].js',
      ...(platform === 'node' ? compact : {}),
      sourcemap: true,
    },
  )
  if (thread) {
    const input = join(home, 'src', thread)
    const file = { ...output, codeSplitting: false, entryFileNames: '[name].js', sourcemap: true }
    files.push(...(await bundle({ input, external, platform, tsconfig: false, plugins }, file)))
  }
  if (library) {
    await declare(home)
    const input = join(declarations, folder, 'src/index.d.ts')
    const plugins = [modelTypes, dts({ dtsInput: true, generator: 'oxc', tsconfig: false })]
    files.push(
      ...(await bundle(
        { input, external: isPackage, plugins },
        { ...output, codeSplitting: false, entryFileNames: 'index.d.ts' },
        external,
      )),
    )
  }
  await sweep(join(home, 'dist'), files)
  await copyFile(join(root, 'LICENSE'), join(home, 'LICENSE'))
  console.log(`built packages/${folder}/dist: ${files.filter((file) => !file.endsWith('.map')).join(', ')}`)
}

/** The first one takes what several could have. */
function groupsOf(files: Record<string, RegExp>) {
  return Object.entries(files).map(([name, test], index, { length }) => ({
    name,
    test,
    priority: length - index,
  }))
}

/** What a package leaves for its user to have: its dependencies, and Node's own modules if it is for Node. */
async function outside(home: string, platform: Package['platform']): Promise<IsExternal> {
  const { dependencies = {} } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
  const names = Object.keys(dependencies)
  return (id, from) =>
    (platform === 'node' && isBuiltin(id) && !unneeded.test(id) && !hasStandIn(id, from)) ||
    names.some((name) => id === name || id.startsWith(`${name}/`))
}

async function declare(home: string): Promise<void> {
  const emit = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly']
  const place = ['--rootDir', join(root, 'packages'), '--outDir', declarations]
  const code = await runChild(process.execPath, [tool('typescript', 'tsc'), '-p', home, ...emit, ...place])
  if (code !== 0) throw new Error(`${home} has no types, for the reasons above.`)
}

/** Answers with the names of the files. An import that is left in them must be one that was meant to be. */
async function bundle(
  options: RolldownOptions & { external: IsExternal },
  output: OutputOptions,
  meant = options.external,
): Promise<string[]> {
  const made = await rolldown(options)
  const { output: files } = await made.write(output)
  await made.close()
  const own = files.map((file) => file.fileName)
  const left = files.flatMap((file) => (file.type === 'chunk' ? importsOf(file) : []))
  const stray = left.find((id) => !own.includes(id) && !meant(id))
  if (stray) throw new Error(`${output.dir} imports "${stray}", which is no dependency of the package.`)
  return own
}

/** Those that are in its text: what only types were taken from is named besides. */
function importsOf({ imports, dynamicImports, code }: OutputChunk): readonly string[] {
  return [...imports, ...dynamicImports].filter((id) => code.includes(id))
}

/** Removes what an earlier build left. */
async function sweep(dist: string, keep: string[]): Promise<void> {
  const old = (await readdir(dist)).filter((file) => !keep.includes(file))
  await Promise.all(old.map((file) => rm(join(dist, file), { recursive: true })))
}
