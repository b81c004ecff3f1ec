import { InvalidArgumentError } from 'commander'

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/**
 * How long a token is good, in seconds, or `never` where it does not end.
 *
 * @example toLifetime('30d') // 2592000
 */
export function toLifetime(text: string): number | 'never' {
  if (text === 'never') return text
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text.trim()) ?? []
  const seconds = Number(count) * (units[unit] ?? 0)
  if (seconds > 0) return seconds
  throw new InvalidArgumentError('Write a number and s, m, h or d, such as 30d, or never.')
}
