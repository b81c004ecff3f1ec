import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** How many indicators the database of a run has. */
  readonly size: number
  readonly rounds: number
  /** Runs the rows whose names hold one of these words. */
  readonly only: readonly string[]
  /** Shows what moved against the last run that was saved. */
  readonly compare: boolean
  /** Where generated databases stay, so that the next run finds them; without one they are made anew and dropped. */
  readonly data?: string
  /** What the saved files are called; without one, the date. */
  readonly name?: string
}

const usage = `npm run bench -- [--size 100k] [--rounds 5] [--only WORD]… [--compare] [--name NAME] [--data FOLDER]`

/**
 * Reads the command's flags.
 *
 * @throws Error with the usage for one that cannot be read
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '100k' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', multiple: true, default: [] },
      compare: { type: 'boolean', default: false },
      data: { type: 'string' },
      name: { type: 'string' },
    },
  })
  return {
    size: numberIn('size', values.size, 10_000),
    rounds: numberIn('rounds', values.rounds, 1),
    only: values.only,
    compare: values.compare,
    ...(values.data === undefined ? {} : { data: values.data }),
    ...(values.name === undefined ? {} : { name: values.name }),
  }
}

const factors: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 }

function numberIn(flag: string, text: string, least: number): number {
  const [, digits = '', factor = ''] = /^(\d+(?:\.\d+)?)([km]?)$/i.exec(text) ?? []
  const number = digits === '' ? Number.NaN : Number(digits) * (factors[factor.toLowerCase()] ?? Number.NaN)
  if (Number.isInteger(number) && number >= least) return number
  throw new Error(`--${flag} must be a whole number, ${least} or more, such as 100k or 5M.\n${usage}`)
}
