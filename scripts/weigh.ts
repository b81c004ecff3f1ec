// Weighs the SDK as a browser gets it: what was built, in an ordinary bundler, minified and compressed.

import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Plugin, rolldown } from 'rolldown'
import { root } from './tool.ts'

/** Bytes, compressed. */
export interface Weight {
  /** What is loaded at once: the program's file, and all that it imports. */
  readonly first: number
  /** What is loaded when it is called for. */
  readonly later: number
  /** All of the code, minified. */
  readonly code: string
}

/**
 * Bundles a program that imports `tcex`, as it was last built.
 *
 * @example (await weigh("import { TcEx } from 'tcex'; globalThis.TcEx = TcEx")).first
 */
export async function weigh(program: string): Promise<Weight> {
  const made = await rolldown({
    input: 'program',
    platform: 'browser',
    tsconfig: false,
    plugins: [files(program)],
  })
  const { output } = await made.generate({ format: 'esm', minify: true })
  await made.close()
  const chunks = output.filter((file) => file.type === 'chunk')
  const atOnce = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  // A set that grows while it is read is read to its end.
  for (const name of atOnce) {
    for (const other of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) atOnce.add(other)
  }
  const sum = (some: typeof chunks) => some.reduce((total, { code }) => total + gzipSync(code).length, 0)
  return {
    first: sum(chunks.filter(({ fileName }) => atOnce.has(fileName))),
    later: sum(chunks.filter(({ fileName }) => !atOnce.has(fileName))),
    code: chunks.map(({ code }) => code).join('\n'),
  }
}

/** The program lies in the repository's root, where `tcex` is found as it is in any project. */
const files = (program: string): Plugin => ({
  name: 'program',
  resolveId(id) {
    return id === 'program' ? '\0program' : this.resolve(id, join(root, 'program.js'), { skipSelf: true })
  },
  load: (id) => (id === '\0program' ? program : undefined),
})
