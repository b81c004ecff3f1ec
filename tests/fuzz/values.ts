import { oddText } from '@tcex/testkit'
import fc from 'fast-check'

/** Texts made to break out of SQL, JSON, paths, headers, patterns or prototypes. */
const hostile: readonly string[] = [
  "'; drop table item; --",
  "' or '1'='1",
  '") or 1=1 --',
  '?1 :name @x $1 ??',
  '$."name"',
  '%',
  '%_%',
  '\\',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../etc/passwd',
  '..',
  '.',
  '%2e%2e%2f',
  '%00',
  '\u0000',
  '\r\nX-Injected: yes',
  '<script>alert(1)</script>',
  '=cmd|/c calc!A1',
  `${'('.repeat(200)}a+)+$`,
  'a'.repeat(5000),
  'NaN',
  '-1',
  '0',
  '1e309',
  '9007199254740993',
  '99999999999999999999999999',
  '0x10',
  '\ud800',
  '\u202e',
  'İ',
  'ß',
]

/** Any text at all, often a hostile one. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...hostile), weight: 4 },
  { arbitrary: oddText(), weight: 3 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 40 }), weight: 2 },
  { arbitrary: fc.string({ maxLength: 20 }), weight: 1 },
  { arbitrary: fc.nat().map(String), weight: 1 },
)

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** Any JSON value, as it is written. */
export const json: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.json({ maxDepth: 4 }), weight: 4 },
  { arbitrary: text.map((each) => JSON.stringify(each)), weight: 3 },
  {
    arbitrary: fc.constantFrom(
      'null',
      'true',
      '-0',
      '1e400',
      '-1',
      '123456789012345678901234567890',
      '1.5',
      '""',
      '[]',
      '{}',
      '[null]',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{"a":1}}}',
      nested(5000),
      '"\\ud800"',
      '"\\u0000"',
    ),
    weight: 3,
  },
)
