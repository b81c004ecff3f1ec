import type { Hint } from './hint.ts'

const rule = 'must not be defanged: write . for [.] and http for hxxp'

/**
 * Text made harmless for print, as reports do with `hxxp://` and `example[.]com`.
 *
 * It is refused rather than mended: a guess that is wrong would name somebody else's host.
 */
export const defanged: readonly Hint[] = [
  [/[[({](?:\.|dot|:|:\/\/|\/|@|at)[\])}]/i, rule],
  [/^(?:h(?:xx|xt|tx)ps?|s?fxps?):/i, rule],
]
