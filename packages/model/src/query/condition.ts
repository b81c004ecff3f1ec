/** How two values are compared: equal, less, greater, starts with, not equal. */
export type Operator = '=' | '<' | '>' | '^' | '!'

export const operators: readonly Operator[] = ['=', '<', '>', '^', '!']

/** One rule: a field, an operator and a value; text as parsed, typed once it has been checked. */
export interface Comparison<V = string> {
  readonly kind: 'comparison'
  readonly field: string
  readonly operator: Operator
  readonly value: V
}

/** Rules that all (`and`) or of which at least one (`or`) must hold. */
export interface Combination<V = string> {
  readonly kind: 'and' | 'or'
  readonly conditions: readonly Condition<V>[]
}

/** What a v2 filter (and later a TQL query) becomes: the one tree that search renders. */
export type Condition<V = string> = Comparison<V> | Combination<V>

export function comparison<V>(field: string, operator: Operator, value: V): Comparison<V> {
  return { kind: 'comparison', field, operator, value }
}

export function and<V>(...conditions: readonly Condition<V>[]): Combination<V> {
  return { kind: 'and', conditions }
}

export function or<V>(...conditions: readonly Condition<V>[]): Combination<V> {
  return { kind: 'or', conditions }
}

/** Rebuilds a tree with each comparison replaced. */
export function mapComparisons<A, B>(
  condition: Condition<A>,
  replace: (comparison: Comparison<A>) => Condition<B>,
): Condition<B> {
  if (condition.kind === 'comparison') return replace(condition)
  return {
    kind: condition.kind,
    conditions: condition.conditions.map((each) => mapComparisons(each, replace)),
  }
}

/** Every comparison of a tree, in order. */
export function* comparisons<V>(condition: Condition<V>): Generator<Comparison<V>> {
  if (condition.kind === 'comparison') yield condition
  else for (const each of condition.conditions) yield* comparisons(each)
}
