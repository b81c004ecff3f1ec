import { type CanonicalRuleName, canonicalRules } from '@tcex/model'
import fc from 'fast-check'
import { oddText, oddTextWithout } from './odd-text.ts'

const hexadecimal = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: length, maxLength: length })

const word = fc.string({ unit: fc.constantFrom(...'abcxyzABC0189_'), minLength: 1, maxLength: 12 })

const label = fc.oneof(
  word,
  fc.tuple(word, word).map((parts) => parts.join('-')),
  fc.constantFrom('österreich', '例え', 'xn--sterreich-z7a', 'Ünï'),
)

const hostName = fc
  .tuple(
    fc.array(label, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('com', 'EXAMPLE', 'museum', 'テスト'),
  )
  .map(([labels, top]) => [...labels, top].join('.'))

const ipAddress = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('2001:DB8::1', '[::1]', '001.002.003.004'))

const cidrBlock = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, length]) => `${address}/${length}`),
  fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, length]) => `${address}/${length}`),
  fc.constantFrom('10.0.0.0/255.255.0.0', '2001:db8:1234::/48'),
)

const url = fc
  .tuple(
    fc.constantFrom('http://', 'HTTPS://', 'ftp://', 'ws://'),
    hostName,
    fc.constantFrom('', ':8080', ':'),
    fc.oneof(
      fc.constant(''),
      oddText().map((text) => `/${text}`),
      oddText({ maxLength: 1_800 }).map((text) => `/x?y=${text}#z`),
    ),
  )
  .map((parts) => parts.join('').trim())

const emailAddress = fc
  .tuple(
    fc.oneof(
      oddTextWithout(/[\s@<>"()[\]{}:]|[\u0085\ufeff]/gu, { maxLength: 30 }),
      oddTextWithout(/["\\]/gu, { maxLength: 30 }).map((text) => `"${text}"`),
    ),
    hostName,
  )
  .map(([local, host]) => `${local}@${host}`)
  // What looks defanged is refused, also inside of quotes.
  .filter((text) => canonicalRules.emailAddress(text).ok)

const asNumber = fc
  .tuple(fc.constantFrom('', 'AS', 'ASN', 'as ', 'ASN '), fc.nat(4_294_967_295))
  .map(([prefix, number]) => `${prefix}${number}`)

const registryKeyName = fc
  .tuple(
    fc.constantFrom('HKEY_LOCAL_MACHINE', 'HKLM', 'hkcu:', 'HKEY_USERS', 'Computer\\HKEY_CLASSES_ROOT'),
    fc.array(oddText({ maxLength: 20 }), { maxLength: 3 }),
  )
  .map((parts) => parts.flat().join('\\'))

/** For each rule, input that it takes, in the spellings that people use. */
export const ruleValues: Readonly<Record<CanonicalRuleName, fc.Arbitrary<string>>> = {
  ipAddress,
  cidrBlock,
  hostName,
  url,
  emailAddress,
  md5: hexadecimal(32),
  sha1: hexadecimal(40),
  sha256: hexadecimal(64),
  asNumber,
  registryKeyName,
  registryValueName: fc.oneof(oddText(), fc.constant(' ')),
  text: oddText(),
}
