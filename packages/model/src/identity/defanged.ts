import { findMistake, type Hint } from './hint.ts'

const rule = 'must not be defanged: write . for [.] and http for hxxp'

/**
 * Text made harmless for print, as reports do with `hxxp://` and `example[.]com`.
 *
 * It is refused rather than mended: a guess that is wrong would name somebody else's host.
 */
export function isDefanged(text: string): boolean {
  return brackets.test(text) || schemes.test(text)
}

const brackets = /[[({](?:\.|dot|:|:\/\/|\/|@|at)[\])}]/i
const schemes = /^(?:h(?:xx|xt|tx)ps?|s?fxps?):/i

/** The rule of the first mistake in the text, after that of writing it harmless. */
export function findWritten(text: string, hints: readonly Hint[] = []): string | undefined {
  return isDefanged(text) ? rule : findMistake(text, hints)
}
