// Weighs the SDK as a browser gets it: what was built, in an ordinary bundler, minified and compressed.

import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Plugin, rolldown } from 'rolldown'
import { root } from './tool.ts'

/** In bytes, compressed. */
export interface Weight {
  /** What is loaded at once: the program's file, and all that it imports. */
  readonly first: number
  /** What is loaded when it is called for, by the name of the file. */
  readonly later: Readonly<Record<string, number>>
  /** All of it as one file, as a bundler makes it that does not split. */
  readonly whole: number
  /** The code, minified. */
  readonly code: string
}

/** What anybody writes first. */
const program =
  "import { TcEx } from 'tcex'\nglobalThis.tcex = new TcEx({ apiUrl: location.href, token: 'x' })"

/** Bundles a program that imports `tcex`, as it was last built. */
export async function weigh(): Promise<Weight> {
  const chunks = await bundle(true)
  const atOnce = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  // A set that grows while it is read is read to its end.
  for (const name of atOnce) {
    for (const other of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) atOnce.add(other)
  }
  const first = chunks.filter(({ fileName }) => atOnce.has(fileName))
  const later = chunks.filter(({ fileName }) => !atOnce.has(fileName))
  return {
    first: sizeOf(first),
    later: Object.fromEntries(later.map((chunk) => [chunk.name, sizeOf([chunk])])),
    whole: sizeOf(await bundle(false)),
    code: chunks.map(({ code }) => code).join('\n'),
  }
}

const sizeOf = (chunks: readonly { readonly code: string }[]): number =>
  chunks.reduce((total, { code }) => total + gzipSync(code, { level: 9 }).length, 0)

async function bundle(codeSplitting: boolean) {
  const made = await rolldown({ input: 'program', platform: 'browser', tsconfig: false, plugins: [files] })
  const { output } = await made.generate({ format: 'esm', minify: true, codeSplitting })
  await made.close()
  return output.filter((file) => file.type === 'chunk')
}

/** The program lies in the repository's root, where `tcex` is found as it is in any project. */
const files: Plugin = {
  name: 'program',
  resolveId(id) {
    return id === 'program' ? '\0program' : this.resolve(id, join(root, 'program.js'), { skipSelf: true })
  },
  load: (id) => (id === '\0program' ? program : undefined),
}
