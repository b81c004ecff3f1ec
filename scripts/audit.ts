// Asks the registry for known weaknesses of what is installed with the packages or bundled into them, and of what they are
// made with. Where it cannot be asked, that is said, and is a failure only where TCEX_AUDIT_REQUIRED is set: not every
// mirror of the registry answers.

import { spawnSync } from 'node:child_process'
import { root } from './tool.ts'

interface Audit {
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> }
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>
  readonly message?: string
}

const grave = ['high', 'critical']

function ask(): Audit {
  const words = ['audit', '--json']
  const npm = process.env.npm_execpath
  const [program, ...before] = npm ? [process.execPath, npm] : ['npm']
  const { stdout } = spawnSync(program as string, [...before, ...words], { cwd: root, encoding: 'utf8' })
  try {
    return JSON.parse(stdout) as Audit
  } catch {
    return { message: 'it gave no answer' }
  }
}

function report({ metadata, vulnerabilities = {}, message }: Audit): number {
  if (!metadata) {
    console.error(
      `The dependencies were NOT audited: the registry cannot be asked (${message ?? 'no reason given'}).`,
    )
    return process.env.TCEX_AUDIT_REQUIRED ? 1 : 0
  }
  const found = Object.entries(vulnerabilities)
  for (const [name, { severity, range }] of found) console.error(`${severity}: ${name} ${range}`)
  const count = found.filter(([, { severity }]) => grave.includes(severity)).length
  console.log(
    `The dependencies were audited: ${found.length} known weaknesses, ${count} of them high or critical.`,
  )
  return count > 0 ? 1 : 0
}

process.exitCode = report(ask())
