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
  const date = input instanceof Date ? input : readDate(input.trim().toLowerCase(), now)
  const year = date?.getUTCFullYear()
  return date && year !== undefined && year >= 0 && year <= 9999 ? formatDateTime(date) : undefined
}

function readDate(text: string, now: Date): Date | undefined {
  if (/^\d{10}(\d{3})?$/.test(text)) return new Date(Number(text.padEnd(13, '0')))
  return readIso(text) ?? readRelative(text, now)
}

/** The dates of ISO 8601's basic format with the dashes of the extended one. */
const basic = /^(\d{4})(\d{2})(\d{2})(?=$|t)/

// A zone's + arrives as a blank where a client did not encode it, hence the blank among the signs.
const iso =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[t ](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:\s*z|([+\- ])(\d\d):?(\d\d)?)?)?$/

function readIso(text: string): Date | undefined {
  const match = iso.exec(text.replace(basic, '$1-$2-$3'))
  if (!match) return undefined
  const [, year, month, day, hour = '', minute = '', second = '', sign, ...zone] = match
  const [date, time] = [[year, month, day].map(twoDigits), [hour, minute, second].map(twoDigits)]
  const written = `${date.join('-')}T${time.join(':')}`
  const local = new Date(`${written}Z`)
  const [hours = 0, minutes = 0] = zone.map((digits) => Number(digits ?? 0))
  // `Date` would roll over what there is not, such as February 30.
  const isReal = !Number.isNaN(local.getTime()) && local.toISOString().startsWith(written)
  if (!isReal || hours > 23 || minutes > 59) return undefined
  return later(local, (sign === '-' ? 1 : -1) * (hours * 60 + minutes) * 60)
}

const twoDigits = (digits: string | undefined): string => String(digits).padStart(2, '0')

const later = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000)

/** Days from today. */
const days: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 }
const seconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
}
const months: Readonly<Record<string, number>> = { month: 1, year: 12 }

const valueNamed = (record: Readonly<Record<string, number>>, name: string): number | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

function readRelative(text: string, now: Date): Date | undefined {
  if (text === 'now') return now
  const day = valueNamed(days, text)
  if (day !== undefined) return later(new Date(now.toISOString().slice(0, 10)), day * 86_400)
  const match = /^(in\s+)?(\d{1,6}|an?)\s+([a-z]+?)s?(\s+ago|\s+from\s+now)?$/.exec(text)
  if (!match || Boolean(match[1]) === Boolean(match[4])) return undefined
  const [, , count = '', unit = '', direction = ''] = match
  const amount = (/^an?$/.test(count) ? 1 : Number(count)) * (direction.endsWith('ago') ? -1 : 1)
  return shift(now, amount, unit)
}

function shift(now: Date, amount: number, unit: string): Date | undefined {
  const [fixed, span] = [valueNamed(seconds, unit), valueNamed(months, unit)]
  if (fixed !== undefined) return later(now, amount * fixed)
  return span === undefined ? undefined : addMonths(now, amount * span)
}

/** The same day of another month, or that month's last day where it is shorter. */
function addMonths(now: Date, add: number): Date {
  const date = new Date(now)
  date.setUTCMonth(date.getUTCMonth() + add)
  // A day that the month does not have has run over into the next one.
  if (date.getUTCDate() !== now.getUTCDate()) date.setUTCDate(0)
  return date
}
