import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { runChild } from '../scripts/child.cjs'
import { root } from '../scripts/tool.ts'

const packages = ['sdk', 'server', 'cli']

/**
 * Builds the packages and lays them out as a user has them who installed them, so that what is measured is what is
 * published. The command's program.
 */
export async function stagePackages(folder: string): Promise<string> {
  const code = await runChild(process.execPath, [join(root, 'scripts/build.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (code !== 0) throw new Error('The packages cannot be built, for the reasons above.')
  const modules = join(folder, 'node_modules')
  await rm(modules, { recursive: true, force: true })
  const own = new Map<string, string>()
  const others = new Set<string>()
  for (const name of packages) {
    const home = join(root, 'packages', name)
    const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
    own.set(manifest.name, home)
    for (const dependency of Object.keys(manifest.dependencies ?? {})) others.add(dependency)
  }
  for (const [name, home] of own) await copyPackage(home, join(modules, name))
  for (const name of others)
    if (!own.has(name)) await link(join(root, 'node_modules', name), join(modules, name))
  return join(modules, '@tcex/cli/bin/tcex.js')
}

async function copyPackage(from: string, to: string): Promise<void> {
  for (const part of ['package.json', 'dist', 'bin']) {
    await cp(join(from, part), join(to, part), { recursive: true }).catch((error) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
}

async function link(from: string, to: string): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true })
  await symlink(from, to)
}
