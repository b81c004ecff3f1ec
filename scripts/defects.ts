// The page docs/reference/defects.md, made from the table of findings and the titles of their tests.

import { defects } from '../tests/conformance/defects/defects.ts'
import { testsOfDefects } from '../tests/conformance/defects/tests-of-defects.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** Titles are templates where a test is written for many values; the values stand in the test. */
const shown = (title: string): string => cell(title.replaceAll(/\$\{[^}]*\}/g, '…'))

/** The page of findings: what the original does, what ours does, and the tests that show it. */
export const defectsPage = (): readonly string[] => {
  const tests = new Map(testsOfDefects().map((each) => [each.number, each]))
  const link = (number: number): string => {
    const test = tests.get(number)
    return test ? `[${test.file.split('/').at(-1)}](../../${test.file})` : 'none'
  }
  const rows = defects.map(
    ({ original, ours }, index) =>
      `| ${index + 1} | ${cell(original)} | ${cell(ours)} | ${link(index + 1)} |`,
  )
  const sections = defects.flatMap((_, index) => {
    const { number, subject, titles } = tests.get(index + 1) ?? { number: index + 1, subject: '', titles: [] }
    return [`### ${number}: ${cell(subject)}`, '', ...titles.map((title) => `- ${shown(title)}`), '']
  })
  return [
    '# What the original gets wrong',
    '',
    '<!-- Made by `npm run check -- --fix` from tests/conformance/defects; do not edit. -->',
    '',
    'Findings about the original Python module (TcEx, tag 2.0.20), what it does and what ours does. Each has tests that',
    'carry its number, in [tests/conformance/defects](../../tests/conformance/defects): they call the platform through the',
    'public SDK, and look at what was sent and what came of it. A test fails where a number has none.',
    '',
    '| | the original | ours | shown by |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    '## The tests',
    '',
    ...sections,
  ]
}
