// What must compile and what must not (`*.test-d.ts`) is held against the compiler here too, not in `npm run check` alone.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { root, tool } from '../../scripts/tool.ts'

const run = promisify(execFile)

test('every type that must compile does, and every one that must not does not', async () => {
  const checked = run(process.execPath, [tool('typescript', 'tsc'), '-p', join(root, 'tsconfig.json')])
  await checked.catch(({ stdout }) => assert.fail(stdout))
})
