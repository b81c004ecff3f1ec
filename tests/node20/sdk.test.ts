import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { root, tool } from '../../scripts/tool.ts'
import { run } from '../e2e/program.ts'
import { node20, whyNone } from './node20.ts'

const build = join(root, 'build/node20')

/** What a run of Node's test runner counted. */
interface Count {
  version: string
  passed: number
  failed: number
  report: string
}

test('the SDK passes its tests on a real Node 20, as many as on this one', async (t) => {
  if (!node20) return t.skip(whyNone())
  await compile()
  const old = await runTests(node20)
  const current = await runTests(process.execPath)
  for (const { version, failed, passed, report } of [old, current]) {
    assert.ok(
      failed === 0 && passed > 0,
      `${failed} failed and ${passed} passed on Node ${version}\n${report}`,
    )
  }
  assert.match(old.version, /^20\./)
  assert.equal(old.passed, current.passed)
  console.log(
    `sdk: ${old.passed} passed on Node ${old.version}, ${current.passed} passed on Node ${current.version}`,
  )
})

/** Compiles SDK and model, tests included, to the JavaScript that a Node without type stripping can run. */
async function compile(): Promise<void> {
  await rm(build, { recursive: true, force: true })
  const { code, out } = await run(
    process.execPath,
    [tool('typescript', 'tsc'), '-p', import.meta.dirname],
    root,
  )
  assert.equal(code, 0, out)
  const model = { name: '@tcex/model', type: 'module', exports: './src/index.js' }
  await writeFile(join(build, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(build, 'model/package.json'), JSON.stringify(model))
  await mkdir(join(build, 'node_modules/@tcex'), { recursive: true })
  await symlink(join(build, 'model'), join(build, 'node_modules/@tcex/model'), 'junction')
  await cp(join(root, 'packages/model/vectors'), join(build, 'model/vectors'), { recursive: true })
}

async function runTests(node: string): Promise<Count> {
  const version = await run(node, ['-p', 'process.versions.node'], build)
  const files = globSync('sdk/src/**/*.test.js', { cwd: build })
  const { out, err } = await run(node, ['--test', '--test-reporter=tap', ...files], build)
  return {
    version: version.out.trim(),
    passed: count('pass', out),
    failed: count('fail', out),
    report: failures(out) || out + err,
  }
}

/** The tests that failed, each with what it said. */
function failures(report: string): string {
  return (report.match(/^ *not ok [\s\S]*?^ *\.\.\.$/gm) ?? []).join('\n')
}

/** Reads a count off the end of a report. What cannot be read counts as none. */
function count(what: 'pass' | 'fail', report: string): number {
  return Number(report.match(new RegExp(`^# ${what} (\\d+)$`, 'm'))?.[1] ?? 0)
}
