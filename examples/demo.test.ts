import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { sections } from './demo.ts'

const count = sections.reduce((all, { examples }) => all + examples.length, 0)

const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'))

/** Runs the demo as `npm run demo` does, with no terminal. */
function runDemo(broken?: 'status' | 'items'): Promise<{ code: number | null; output: string }> {
  const load = broken ? ['--import', new URL('testing/broken-route.ts', import.meta.url).href] : []
  const script = new URL('demo.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['-C', 'tcex-source', ...load, script], {
    env: { ...clean, ...(broken ? { TCEX_TEST_BREAK: broken } : {}) },
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  return new Promise((done) => child.on('close', (code) => done({ code, output })))
}

test('every example gives what it should, over HTTP, and the demo exits with 0', async () => {
  const { code, output } = await runDemo()
  assert.equal(code, 0, output)
  assert.match(output, new RegExp(`${count} of ${count} examples gave what they should`))
})

test('without a terminal there is no colour', async () => {
  const { output } = await runDemo()
  assert.equal(output.includes('\u001b'), false)
})

test('an unexpected status is a failure and a non-zero exit', async () => {
  const { code, output } = await runDemo('status')
  assert.equal(code, 1)
  assert.match(output, /update .* 400 {2}FAILED {2}expected 200: broken on purpose/)
})

test('an empty result where there should be something is a failure and a non-zero exit', async () => {
  const { code, output } = await runDemo('items')
  assert.equal(code, 1)
  assert.match(output, /all .* FAILED {2}nothing came back/)
})
