import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'rolldown'

/** Whoever bundles a library passes its licence on: a file beside the bundle has them all. */
export const licences: Plugin = {
  name: 'licences',
  generateBundle(_, files) {
    const modules = Object.values(files).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
    const homes = new Set(modules.flatMap(homeOf))
    if (homes.size === 0) return
    const texts = [...homes].sort().map(licenceOf)
    this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: `${head}${texts.join('')}` })
  },
}

const head = 'What is bundled into the files beside this one, and under which licence.\n'

/** The folder of the package that a module was installed with. */
const homeOf = (module: string): readonly string[] =>
  module.match(/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/) ?? []

function licenceOf(home: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const file = readdirSync(home).find((each) => /^(licen[cs]e|copying)/i.test(each))
  if (!file && !license) throw new Error(`${name} has no licence, so it cannot be bundled.`)
  const text = file ? readFileSync(join(home, file), 'utf8').trim() : ''
  return `\n${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`
}
