import type { Canonical } from './canonical.ts'
import { findMistake, type Hint } from './hint.ts'
import { formTrimmed, ruled } from './read-text.ts'

const hives = [
  'HKEY_CLASSES_ROOT',
  'HKEY_CURRENT_CONFIG',
  'HKEY_CURRENT_USER',
  'HKEY_CURRENT_USER_LOCAL_SETTINGS',
  'HKEY_LOCAL_MACHINE',
  'HKEY_PERFORMANCE_DATA',
  'HKEY_PERFORMANCE_NLSTEXT',
  'HKEY_PERFORMANCE_TEXT',
  'HKEY_USERS',
]

const hiveBySpelling: ReadonlyMap<string, string> = new Map([
  ...hives.map((hive) => [hive, hive] as const),
  ['HKCC', 'HKEY_CURRENT_CONFIG'],
  ['HKCR', 'HKEY_CLASSES_ROOT'],
  ['HKCU', 'HKEY_CURRENT_USER'],
  ['HKLM', 'HKEY_LOCAL_MACHINE'],
  ['HKPD', 'HKEY_PERFORMANCE_DATA'],
  ['HKU', 'HKEY_USERS'],
])

const form = (): string => `must begin with a hive, then end or go on with \\: ${hives.join(', ')}`

const hints: readonly Hint[] = [
  [/^\[-/, 'must be a key, not the order of a .reg file to delete one'],
  [/^\w+:?\//, 'must have \\ between its parts, not /'],
]

/**
 * A registry key's name as the platform stores it: the hive in full and in upper case, the rest as it came.
 *
 * @example registryKeyName('HKLM\\Software') // { ok: true, value: 'HKEY_LOCAL_MACHINE\\Software' }
 * @remarks Rule: one of nine hives, then nothing or a backslash and a path. The spellings of PowerShell
 * (`HKLM:\`) and of the registry editor (`Computer\HKEY_…`, `[HKEY_…]`) are taken. Backslashes at the end
 * go: they belong to no key's name, and with them one key would have two texts.
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#key-name
 */
export function registryKeyName(text: string): Canonical {
  return ruled(text.trim(), registryKeyNameForm, (key) => findMistake(key, hints) ?? form())
}

/** The same without a reason. */
export function registryKeyNameForm(text: string): string | undefined {
  return formTrimmed(text, readKeyName)
}

/**
 * A registry value's name as the platform stores it.
 *
 * @example registryValueName('  ') // { ok: true, value: ' ' }
 * @remarks Rule: any text. One space is the platform's way of saying that the key's value has no name.
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#value-name
 */
export function registryValueName(text: string): Canonical {
  const empty = 'must not be empty: write one space for a value without a name'
  return text === ''
    ? { ok: false, rule: empty }
    : ruled(text.trim() || ' ', registryValueNameForm, () => empty)
}

/** The same without a reason. */
export function registryValueNameForm(text: string): string | undefined {
  return text !== '' && text.trim() === '' ? ' ' : formTrimmed(text, (name) => name)
}

function readKeyName(text: string): string | undefined {
  const path = text
    .replace(/^\[(.*)\]$/s, '$1')
    .trim()
    .replace(/^computer\\/i, '')
  const spelling = /^\w*/.exec(path)?.[0] ?? ''
  const hive = hiveBySpelling.get(spelling.toUpperCase())
  const rest = path.slice(spelling.length).replace(/^:/, '')
  if (hive === undefined || !/^(?:\\|$)/.test(rest)) return undefined
  return hive + rest.slice(0, findEnd(rest))
}

// White space before the last backslash would end the text once that is gone, so it goes too. This is a
// loop because /[\s\\]+$/ takes quadratic time on a long run of backslashes.
function findEnd(text: string): number {
  let end = text.length
  while (end > 0 && /[\s\\]/.test(text.charAt(end - 1))) end--
  return end
}
