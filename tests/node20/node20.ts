// A real Node 20, where one came with the packages.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const path = join(import.meta.dirname, `node_modules/node-${process.platform}-${process.arch}/bin/node`)

/** Its path, or undefined on a platform that has none. */
export const node20: string | undefined = existsSync(path) ? path : undefined

/** Says why a test is skipped, and fails where it must not be. */
export function whyNone(): string {
  const reason = `no Node 20 for ${process.platform} on ${process.arch} among the packages`
  const expected = process.env.CI === 'true' && process.platform === 'linux' && process.arch === 'x64'
  assert.ok(!expected, reason)
  return reason
}
