/** The platform's form of a point in time: UTC, to the second, with `Z`. */
export function formatDateTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

/**
 * Reads what people write for a point in time and gives the platform's form, or undefined where it is none.
 * Taken: `Date` objects; ISO 8601 with or without dashes, time, seconds, fraction and zone (without one it is UTC); Unix time
 * in seconds (10 digits) or milliseconds (13); `now`, `today`, `yesterday`, `tomorrow`, `3 days ago`, `in 2 weeks`,
 * `2 weeks from now`.
 *
 * @example parseDateTime('2019-04-02') // '2019-04-02T00:00:00Z'
 * @example parseDateTime('2017-07-13T13:36:53-04:00') // '2017-07-13T17:36:53Z'
 */
export function parseDateTime(input: string | Date, now: Date = new Date()): string | undefined {
  if (input instanceof Date) return Number.isNaN(input.getTime()) ? undefined : inRange(input)
  const text = input.trim()
  return parseUnix(text) ?? parseIso(text) ?? parseRelative(text.toLowerCase(), now)
}

function inRange(date: Date): string | undefined {
  const year = date.getUTCFullYear()
  return year >= 0 && year <= 9999 ? formatDateTime(date) : undefined
}

function parseUnix(text: string): string | undefined {
  if (/^\d{10}$/.test(text)) return formatDateTime(new Date(Number(text) * 1000))
  if (/^\d{13}$/.test(text)) return formatDateTime(new Date(Number(text)))
  return undefined
}

/** The dates of ISO 8601's basic format with the dashes of the extended one. */
const basic = /^(\d{4})(\d{2})(\d{2})(?=$|[Tt])/

// A zone's + arrives as a blank where a client did not encode it, hence the blank among the signs.
const iso =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([Zz])|([+\- ])(\d{2}):?(\d{2})?)?)?$/

function parseIso(text: string): string | undefined {
  const match = iso.exec(text.replace(basic, '$1-$2-$3'))
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as number[]
  const date = utc([year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0])
  const offset = zoneOffset(match[8], match[9], match[10])
  if (!date || offset === undefined) return undefined
  return inRange(new Date(date.getTime() - offset * 60_000))
}

function zoneOffset(
  sign: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
): number | undefined {
  if (sign === undefined) return 0
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)]
  if (hour > 23 || minute > 59) return undefined
  return (sign === '-' ? -1 : 1) * (hour * 60 + minute)
}

/** Refuses what `Date` would roll over, such as February 30. */
function utc([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]):
  | Date
  | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour
  return same && minute < 60 && second < 60 ? date : undefined
}

const seconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
}
const months: Readonly<Record<string, number>> = { month: 1, year: 12 }
const days: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 }

function parseRelative(text: string, now: Date): string | undefined {
  if (text === 'now') return formatDateTime(now)
  const day = Object.hasOwn(days, text) ? days[text] : undefined
  if (day !== undefined) return formatDateTime(startOfDay(now, day))
  const match = /^(in\s+)?(\d{1,6}|an?)\s+([a-z]+?)s?(\s+ago|\s+from\s+now)?$/.exec(text)
  if (!match || Boolean(match[1]) === Boolean(match[4])) return undefined
  const amount = /^an?$/.test(match[2] ?? '') ? 1 : Number(match[2])
  return shift(now, match[4]?.trim() === 'ago' ? -amount : amount, match[3] ?? '')
}

function startOfDay(now: Date, add: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + add))
}

function shift(now: Date, amount: number, unit: string): string | undefined {
  const fixed = Object.hasOwn(seconds, unit) ? seconds[unit] : undefined
  if (fixed !== undefined) return inRange(new Date(now.getTime() + amount * fixed * 1000))
  const span = Object.hasOwn(months, unit) ? months[unit] : undefined
  return span === undefined ? undefined : inRange(addMonths(now, amount * span))
}

/** The same day of another month, or that month's last day where it is shorter. */
function addMonths(now: Date, add: number): Date {
  const date = new Date(now)
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + add)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(now.getUTCDate(), last))
  return date
}
