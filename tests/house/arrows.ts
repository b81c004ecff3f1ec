// Reads every import of the packages and says which of them the house does not allow. As a program it checks the
// repository, and its exit code tells.

import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { type House, house } from './rooms.ts'

interface Import {
  name: string
  line: number
}

/** One sentence for each thing that is not as it should be. */
export function faults(root: string, { rooms, names, reserved, sql, forbidden, forTests }: House): string[] {
  const files = new Map(find(root, 'packages/*/src/**/*.ts').map((file) => [file, read(root, file)]))
  const imports = new Map([...files].map(([file, text]) => [file, importsIn(text)]))
  return [
    ...find(root, '{packages,examples,tests,scripts,bench}/**/').filter(isForbidden).map(callItOtherwise),
    ...[...imports].flatMap(([file, list]) => list.flatMap((found) => faultsOf(file, found))),
    ...[...files].flatMap(([file, text]) => sqlFaults(file, text)),
  ]

  function isForbidden(folder: string): boolean {
    return forbidden.includes(posix.basename(folder))
  }

  function callItOtherwise(folder: string): string {
    return `${folder}: a folder is named for what is in it; "${posix.basename(folder)}" says nothing`
  }

  function faultsOf(file: string, found: Import): string[] {
    const room = roomOf(file)
    if (!room) return []
    const where = `${file}:${found.line}`
    const foreign = foreignFault(file, room, found.name)
    if (foreign) return [`${where}: ${foreign}`]
    const reached = [...roomsBehind(file, found.name, room)]
    const wrong = reached.filter((other) => other !== room && !mayImport(file, room, other))
    return wrong.map((other) => `${where}: ${room} must not import ${other} ("${found.name}")`)
  }

  function foreignFault(file: string, room: string, name: string): string | undefined {
    if (name.startsWith('.') || names[name]) return
    const keepers = reserved[name]
    if (keepers && !keepers.includes(room)) return `only ${keepers.join(' and ')} may import "${name}"`
    if (rooms[room]?.packages) return
    if (isTest(file) && forTests.some((start) => name.startsWith(start))) return
    return `${room} must not import packages ("${name}")`
  }

  /** A test may look into every room of its own package. */
  function mayImport(file: string, room: string, other: string): boolean {
    if (rooms[room]?.imports.includes(other)) return true
    return isTest(file) && packageOf(rooms[other]?.folder ?? '') === packageOf(file)
  }

  /** The rooms an import leads to. A file of the room around ours is no room of its own: what it imports counts. */
  function roomsBehind(file: string, name: string, from: string, seen = new Set<string>()): Set<string> {
    const ours = names[name]
    if (ours) return new Set([ours])
    if (!name.startsWith('.')) return new Set()
    const target = posix.normalize(posix.join(dirname(file), name))
    const room = roomOf(target)
    if (!room || seen.has(target)) return new Set()
    seen.add(target)
    if (!surrounds(room, from) || isTest(file)) return new Set([room])
    const next = imports.get(target) ?? []
    return new Set(next.flatMap((further) => [...roomsBehind(target, further.name, from, seen)]))
  }

  function surrounds(outer: string, inner: string): boolean {
    return outer !== inner && isIn(rooms[inner]?.folder ?? '', rooms[outer]?.folder ?? '')
  }

  function roomOf(file: string): string | undefined {
    const around = Object.entries(rooms).filter(([, { folder }]) => isIn(file, folder))
    return around.sort(([, one], [, other]) => other.folder.length - one.folder.length)[0]?.[0]
  }

  function sqlFaults(file: string, text: string): string[] {
    if (isTest(file) || sql.includes(roomOf(file) ?? '')) return []
    return linesOf(text, statement).map((line) => `${file}:${line}: SQL is for ${sql.join(' and ')} alone`)
  }
}

const statement =
  /['"`]\s*(?:select\b[^'"]+?\bfrom\b|insert (?:or \w+ )?into\b|update \w+ set\b|delete from\b|(?:create|alter|drop) (?:table|index|view|trigger)\b|pragma \w+|begin (?:immediate|transaction)\b)/gi

/** `import … from`, `export … from` and `import '…'` at the start of a line, `import(…)` and its like anywhere outside a comment. */
const whole =
  /^[ \t]*(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,?\s*)?(?:\{[^}]*\}\s*|\*\s*(?:as\s+[\w$]+\s*)?)?(?:from\s*)?['"]([^'"]+)['"]/gm
const called = /^(?!\s*(?:\*|\/\/)).*?\b(?:import|getBuiltinModule)\s*\(\s*['"]([^'"]+)['"]/gm

function importsIn(text: string): Import[] {
  return [...text.matchAll(whole), ...text.matchAll(called)].map((match) => ({
    name: match[1] ?? '',
    line: lineAt(text, match.index + match[0].length),
  }))
}

function linesOf(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((match) => lineAt(text, match.index))
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

function find(root: string, pattern: string): string[] {
  const exclude = ['**/node_modules', '**/dist', '**/build']
  return globSync(pattern, { cwd: root, exclude }).map((file) =>
    file.replaceAll('\\', '/').replace(/\/$/, ''),
  )
}

function read(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function isTest(file: string): boolean {
  return file.endsWith('.test.ts')
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`) || file === folder || file === `${folder}.ts`
}

function packageOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}

if (process.argv[1] === import.meta.filename) {
  const found = faults(join(import.meta.dirname, '../..'), house)
  for (const fault of found) console.error(fault)
  process.exitCode = found.length === 0 ? 0 : 1
}
