/** A mistake that shows in the text, and the rule to quote for it. */
export type Hint = readonly [mistake: RegExp, rule: string]

/** The rule of the first mistake in the text, so that a refusal says what is wrong, not only what is right. */
export function findMistake(text: string, hints: readonly Hint[]): string | undefined {
  return hints.find(([mistake]) => mistake.test(text))?.[1]
}
