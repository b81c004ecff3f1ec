import { defineIndicator } from './define.ts'
import type { Field } from './field.ts'

const hash = <const F extends 'md5' | 'sha1' | 'sha256', const T extends string>(format: F, title: T) =>
  ({ format, title, sentence: `The ${title} hash of the file.`, value: true }) as const

/** As the documentation shows a file's regexes. */
const digits = (count: number): string => `\\b([a-fA-F\\d]{${count}})\\b`

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = `(?:${octet}\\.){3}${octet}`
const ipv6 = '(?:[a-fA-F\\d]{1,4}:){7}[a-fA-F\\d]{1,4}'
const domain = '(?:[a-zA-Z\\d_](?:[a-zA-Z\\d_-]{0,61}[a-zA-Z\\d_])?\\.)+[a-zA-Z][a-zA-Z\\d-]{0,61}[a-zA-Z\\d]'

const flag = <const T extends string, const S extends string>(
  title: T,
  { setter, batchName }: { readonly setter: S; readonly batchName: string },
  sentence: string,
) => ({ format: 'booleanText', title, sentence, filter: ['='], initial: 'false', setter, batchName }) as const

const value = <const F extends Field['format'], const T extends string>(
  format: F,
  title: T,
  sentence: string,
) => ({ format, title, sentence, value: true, required: true }) as const

/** What the platform finds out about an address by itself; ours does not, so nothing matches such a filter. */
const enriched = <const F extends 'text' | 'integer', const T extends string>(format: F, title: T) =>
  ({
    format,
    title,
    sentence: `${title} of the address.`,
    readOnly: true,
    shown: 'never',
    filter: ['='],
  }) as const

/**
 * Every indicator type, one entry each: the five built-in ones, then the custom ones that instances come with.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#indicator-fields
 * @see https://docs.threatconnect.com/en/latest/common_errors.html#creating-indicators
 */
export const indicators = {
  Address: defineIndicator({
    type: 'Address',
    plural: 'Addresses',
    branch: 'addresses',
    entity: 'address',
    shorthand: 'address',
    sentence: 'An IPv4 or IPv6 address.',
    metric: 'totalAddress',
    observationMetric: 'totalObservationAddress',
    custom: false,
    parsable: true,
    page: { name: 'address', parameter: 'address', by: 'summary' },
    parts: ['hostHistory'],
    regexes: [`\\b(${ipv4})\\b`, `\\b(${ipv6})\\b`],
    fields: {
      ip: value('ipAddress', 'IP address', 'The address.'),
      city: enriched('text', 'City'),
      countryCode: enriched('text', 'Country code'),
      countryName: enriched('text', 'Country name'),
      organization: enriched('text', 'Organization'),
      state: enriched('text', 'State'),
      timezone: enriched('text', 'Time zone'),
      asn: enriched('integer', 'Autonomous system'),
    },
  }),
  EmailAddress: defineIndicator({
    type: 'EmailAddress',
    plural: 'Email Addresses',
    branch: 'emailAddresses',
    entity: 'emailAddress',
    shorthand: 'emailAddress',
    sentence: 'An e-mail address.',
    metric: 'totalEmailAddress',
    observationMetric: 'totalObservationEmailAddress',
    custom: false,
    parsable: true,
    page: { name: 'emailaddress', parameter: 'emailaddress', by: 'summary' },
    regexes: [`([\\w.!#$%&*+/=?^{|}~-]+@${domain})\\b`],
    fields: { address: value('emailAddress', 'Address', 'The e-mail address.') },
  }),
  File: defineIndicator({
    type: 'File',
    plural: 'Files',
    branch: 'files',
    entity: 'file',
    shorthand: 'file',
    sentence: 'A file, known by one or more of its hashes.',
    metric: 'totalFile',
    observationMetric: 'totalObservationFile',
    custom: false,
    parsable: true,
    identifiedBy: 'any',
    page: { name: 'file', parameter: 'file', by: 'summary' },
    parts: ['occurrences', 'actions'],
    regexes: [digits(32), digits(40), digits(64)],
    fields: {
      md5: hash('md5', 'MD5'),
      sha1: hash('sha1', 'SHA-1'),
      sha256: hash('sha256', 'SHA-256'),
      size: {
        format: 'integer',
        title: 'Size',
        sentence: 'The size of the file in bytes.',
        minimum: 0,
        batchName: 'intValue1',
      },
    },
  }),
  Host: defineIndicator({
    type: 'Host',
    plural: 'Hosts',
    branch: 'hosts',
    entity: 'host',
    shorthand: 'host',
    sentence: 'A host or domain name.',
    metric: 'totalHost',
    observationMetric: 'totalObservationHost',
    custom: false,
    parsable: true,
    page: { name: 'host', parameter: 'host', by: 'summary' },
    parts: ['addressHistory'],
    regexes: [`\\b(${domain})\\b`],
    fields: {
      hostName: value('hostName', 'Host name', 'The name in ASCII, an international one as Punycode.'),
      dnsActive: flag(
        'DNS active',
        { setter: 'setDnsResolution', batchName: 'flag1' },
        'Whether the platform follows its DNS resolutions.',
      ),
      whoisActive: flag(
        'Whois active',
        { setter: 'setWhois', batchName: 'flag2' },
        'Whether the platform follows its Whois record.',
      ),
    },
  }),
  URL: defineIndicator({
    type: 'URL',
    plural: 'URLs',
    branch: 'urls',
    entity: 'url',
    shorthand: 'url',
    sentence: 'A URL with its scheme.',
    metric: 'totalUrl',
    observationMetric: 'totalObservationUrl',
    custom: false,
    parsable: true,
    page: { name: 'url', parameter: 'orgid', by: 'id' },
    regexes: ['\\b([a-zA-Z][a-zA-Z\\d+.-]*://[^\\s"<>]+)'],
    fields: { text: value('url', 'URL', 'The URL, its host in lower case.') },
  }),
  ASN: defineIndicator({
    type: 'ASN',
    plural: 'ASNs',
    branch: 'asns',
    entity: 'asn',
    shorthand: 'asn',
    sentence: 'The number of an autonomous system.',
    custom: true,
    parsable: true,
    casePreference: 'upper',
    regexes: ['\\b(ASN\\d{1,10})\\b'],
    fields: { 'AS Number': value('asNumber', 'AS Number', 'The number after the letters ASN.') },
  }),
  CIDR: defineIndicator({
    type: 'CIDR',
    plural: 'CIDR Ranges',
    branch: 'cidrBlocks',
    entity: 'cidrBlock',
    shorthand: 'cidr',
    sentence: 'A range of addresses.',
    custom: true,
    parsable: true,
    casePreference: 'lower',
    regexes: [`\\b(${ipv4}/\\d{1,2})\\b`, `\\b(${ipv6}/\\d{1,3})\\b`],
    fields: { Block: value('cidrBlock', 'Block', 'The range as address and prefix length.') },
  }),
  'Email Subject': defineIndicator({
    type: 'Email Subject',
    plural: 'Email Subjects',
    branch: 'emailSubjects',
    entity: 'emailSubject',
    shorthand: 'emailSubject',
    sentence: 'The subject line of suspicious messages.',
    custom: true,
    parsable: false,
    casePreference: 'sensitive',
    fields: { Subject: value('text', 'Subject', 'The subject line.') },
  }),
  Hashtag: defineIndicator({
    type: 'Hashtag',
    plural: 'Hashtags',
    branch: 'hashtags',
    entity: 'hashtag',
    shorthand: 'hashtag',
    sentence: 'A hashtag from social media.',
    custom: true,
    parsable: false,
    casePreference: 'sensitive',
    fields: { Hashtag: value('text', 'Hashtag', 'The hashtag with its number sign.') },
  }),
  Mutex: defineIndicator({
    type: 'Mutex',
    plural: 'Mutexes',
    branch: 'mutexes',
    entity: 'mutex',
    shorthand: 'mutex',
    sentence: 'A synchronization primitive by which malware recognizes itself.',
    custom: true,
    parsable: false,
    casePreference: 'sensitive',
    fields: { Mutex: value('text', 'Mutex', 'The name of the mutex.') },
  }),
  'Registry Key': defineIndicator({
    type: 'Registry Key',
    plural: 'Registry Keys',
    branch: 'registryKeys',
    entity: 'registryKey',
    shorthand: 'registryKey',
    sentence: 'A key of the Windows registry with one of its values.',
    custom: true,
    parsable: false,
    casePreference: 'sensitive',
    fields: {
      'Key Name': value('registryKeyName', 'Key Name', 'The key, from its hive on.'),
      'Value Name': {
        ...value('registryValueName', 'Value Name', 'The name of the value; one space for none.'),
        none: ' ',
      },
      'Value Type': {
        ...value('choice', 'Value Type', 'The type of the value.'),
        none: 'REG_NONE',
        choices: [
          'REG_NONE',
          'REG_BINARY',
          'REG_DWORD',
          'REG_DWORD_LITTLE_ENDIAN',
          'REG_DWORD_BIG_ENDIAN',
          'REG_EXPAND_SZ',
          'REG_LINK',
          'REG_MULTI_SZ',
          'REG_QWORD',
          'REG_QWORD_LITTLE_ENDIAN',
          'REG_SZ',
        ],
      },
    },
  }),
  'User Agent': defineIndicator({
    type: 'User Agent',
    plural: 'User Agents',
    branch: 'userAgents',
    entity: 'userAgent',
    shorthand: 'userAgent',
    sentence: 'The name by which an HTTP client presents itself.',
    custom: true,
    parsable: false,
    casePreference: 'sensitive',
    fields: { 'User Agent String': value('text', 'User Agent String', 'The text of the header.') },
  }),
} as const
