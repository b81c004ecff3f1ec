/** Measures one side once. */
export type Measure = () => Promise<number>

export interface Sides {
  readonly ours: number
  readonly limit: number
  readonly ratio: number
}

/**
 * Measures two sides in turn, so that whatever else the machine does meets both, and gives their medians. The first
 * round only warms both up.
 */
export async function alternate(rounds: number, sides: { ours: Measure; limit: Measure }): Promise<Sides> {
  const ours: number[] = []
  const limit: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const [one, other] = round % 2 === 0 ? (['limit', 'ours'] as const) : (['ours', 'limit'] as const)
    const figures = { [one]: await sides[one](), [other]: await sides[other]() } as Record<string, number>
    if (round === 0) continue
    ours.push(figures.ours as number)
    limit.push(figures.limit as number)
  }
  return { ours: median(ours), limit: median(limit), ratio: median(ours) / median(limit) }
}

export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5)
}

export function quantile(figures: readonly number[], part: number): number {
  const sorted = [...figures].sort((left, right) => left - right)
  const place = (sorted.length - 1) * part
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}
