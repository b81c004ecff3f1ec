// One documented example of every type: what is sent, and what the documentation says comes back.

import type { Kind } from '@tcex/model'

export interface Sample {
  readonly kind: Kind
  readonly type: string
  /** The path below `/api/v2` under which items of the type are made and listed. */
  readonly path: string
  readonly entity: string
  readonly body: Readonly<Record<string, unknown>>
  /** The item's own fields as a single item shows them; `name` and the body where nothing is said. */
  readonly shows: Readonly<Record<string, unknown>>
  /** What a change sends, and what it makes of the item. */
  readonly change: Readonly<Record<string, unknown>>
  /** What its own path ends in: `{id}`, or an indicator's value, encoded. */
  readonly ends: string
  /** An indicator's value as mixed lists show it. */
  readonly summary?: string
}

type Values = Readonly<Record<string, unknown>>

interface Parts {
  readonly also?: Values
  readonly shows?: Values
}

function group(
  type: string,
  branch: string,
  entity: string,
  { also = {}, shows = also }: Parts = {},
): Sample {
  const body = { name: `Test ${type}`, ...also }
  return {
    kind: 'group',
    type,
    path: `/groups/${branch}`,
    entity,
    body,
    shows: { name: body.name, ...shows },
    change: { name: `New ${type} name` },
    ends: '{id}',
  }
}

/** Every group type of the documentation's table of group fields. */
export const groupSamples: readonly Sample[] = [
  group('Adversary', 'adversaries', 'adversary'),
  group('Attack Pattern', 'attackPatterns', 'attackPattern'),
  group('Campaign', 'campaigns', 'campaign', {
    also: { firstSeen: '2019-04-02' },
    shows: { firstSeen: '2019-04-02T00:00:00Z' },
  }),
  group('Course of Action', 'coursesOfAction', 'courseOfAction'),
  group('Document', 'documents', 'document', {
    also: { fileName: 'malwaresample.zip', malware: true, password: 'TCinfected' },
    shows: { fileName: 'malwaresample.zip', malware: true, status: 'Awaiting Upload' },
  }),
  group('Email', 'emails', 'email', {
    also: {
      to: 'victim@example.com',
      from: 'bad@example.com',
      subject: 'Free money',
      header: 'Received: from x\r\nX-Mailer: y',
      body: 'Dear friend,\n\tclick here.',
    },
  }),
  group('Event', 'events', 'event', {
    also: { eventDate: '2017-7-13T00:00:00-04:00', status: 'False Positive' },
    shows: { eventDate: '2017-07-13T04:00:00Z', status: 'False Positive' },
  }),
  group('Incident', 'incidents', 'incident', {
    also: { eventDate: '2017-7-13T00:00:00-04:00', status: 'Open' },
    shows: { eventDate: '2017-07-13T04:00:00Z', status: 'Open' },
  }),
  group('Intrusion Set', 'intrusionSets', 'intrusionSet'),
  group('Malware', 'malware', 'malware'),
  group('Report', 'reports', 'report', {
    also: { fileName: 'report.pdf', publishDate: '2017-07-13T17:50:17' },
    shows: { fileName: 'report.pdf', publishDate: '2017-07-13T17:50:17Z', status: 'Awaiting Upload' },
  }),
  group('Signature', 'signatures', 'signature', {
    also: { fileName: 'rule.yar', fileType: 'Snort®', fileText: 'alert tcp any any -> any 80' },
    shows: { fileName: 'rule.yar', fileType: 'Snort', fileText: 'alert tcp any any -> any 80' },
  }),
  group('Tactic', 'tactics', 'tactic'),
  group('Threat', 'threats', 'threat'),
  group('Tool', 'tools', 'tool'),
  group('Vulnerability', 'vulnerabilities', 'vulnerability'),
]

interface Valued {
  /** What is sent as value, by field. */
  readonly given: Values
  /** What is stored of it, where it is another spelling. */
  readonly stored?: Values
  /** The value as one text. */
  readonly summary: string
  readonly shows?: Values
  readonly also?: Values
}

function indicator(type: string, branch: string, entity: string, valued: Valued): Sample {
  const { given, stored = given, summary, also = {}, shows = also } = valued
  return {
    kind: 'indicator',
    type,
    path: `/indicators/${branch}`,
    entity,
    body: { ...given, rating: 5, confidence: 100, ...also },
    shows: { ...stored, rating: 5, confidence: 100, ...shows },
    change: { rating: 4, confidence: 80 },
    ends: encodeURIComponent(summary),
    summary,
  }
}

const md5 = 'A'.repeat(32)
const sha1 = 'B'.repeat(40)
const sha256 = 'C'.repeat(64)
const registryKey = 'HKEY_LOCAL_MACHINE\\Software\\Microsoft\\DRM\\{cd704ff3-cd05-479e-acf7-6474908031dd}'

/** The five built-in indicator types and the custom ones that instances come with, values as people spell them. */
export const indicatorSamples: readonly Sample[] = [
  indicator('Address', 'addresses', 'address', { given: { ip: '192.168.0.1' }, summary: '192.168.0.1' }),
  indicator('EmailAddress', 'emailAddresses', 'emailAddress', {
    given: { address: 'a/b#c@EXAMPLE.com' },
    stored: { address: 'a/b#c@example.com' },
    summary: 'a/b#c@example.com',
  }),
  indicator('File', 'files', 'file', {
    given: { md5: md5.toLowerCase(), sha1, sha256 },
    stored: { md5, sha1, sha256 },
    summary: `${md5} : ${sha1} : ${sha256}`,
    also: { size: 5366 },
  }),
  indicator('Host', 'hosts', 'host', {
    given: { hostName: 'österreich.icom.museum' },
    stored: { hostName: 'xn--sterreich-z7a.icom.museum' },
    summary: 'xn--sterreich-z7a.icom.museum',
    also: { dnsActive: 'false', whoisActive: 'true' },
  }),
  indicator('URL', 'urls', 'url', {
    given: { text: 'HTTP://EXAMPLE.com/%2520/Bad.php?a=b,c#d' },
    stored: { text: 'http://example.com/%2520/Bad.php?a=b,c#d' },
    summary: 'http://example.com/%2520/Bad.php?a=b,c#d',
  }),
  indicator('ASN', 'asns', 'asn', {
    given: { 'AS Number': 'AS 12345' },
    stored: { 'AS Number': 'ASN12345' },
    summary: 'ASN12345',
  }),
  indicator('CIDR', 'cidrBlocks', 'cidrBlock', {
    given: { Block: 'abc:def:10::/48' },
    stored: { Block: 'abc:def:10:0:0:0:0:0/48' },
    summary: 'abc:def:10:0:0:0:0:0/48',
  }),
  indicator('Email Subject', 'emailSubjects', 'emailSubject', {
    given: { Subject: 'Re: your invoice, 50% off?' },
    summary: 'Re: your invoice, 50% off?',
  }),
  indicator('Hashtag', 'hashtags', 'hashtag', { given: { Hashtag: '#bad' }, summary: '#bad' }),
  indicator('Mutex', 'mutexes', 'mutex', {
    given: { Mutex: '8F6F00C4-B901-45fd-08CF-72FDEFF' },
    summary: '8F6F00C4-B901-45fd-08CF-72FDEFF',
  }),
  indicator('Registry Key', 'registryKeys', 'registryKey', {
    given: {
      'Key Name': registryKey.replace('HKEY_LOCAL_MACHINE', 'HKLM'),
      'Value Name': ' ',
      'Value Type': 'REG_NONE',
    },
    stored: { 'Key Name': registryKey, 'Value Name': ' ', 'Value Type': 'REG_NONE' },
    summary: `${registryKey} :   : REG_NONE`,
  }),
  indicator('User Agent', 'userAgents', 'userAgent', {
    given: { 'User Agent String': 'Mozilla/5.0 (X11; Linux) <script>' },
    summary: 'Mozilla/5.0 (X11; Linux) <script>',
  }),
]

const victimFields = {
  description: 'This victim got hacked.',
  org: 'Test Org',
  suborg: 'HR Department',
  workLocation: 'Washington D.C.',
  nationality: 'American',
}

export const victimSample: Sample = {
  kind: 'victim',
  type: 'Victim',
  path: '/victims',
  entity: 'victim',
  body: { name: 'Example Victim', ...victimFields },
  shows: { name: 'Example Victim', ...victimFields },
  change: { name: 'New Victim Name' },
  ends: '{id}',
}

export const taskSample: Sample = {
  kind: 'task',
  type: 'Task',
  path: '/tasks',
  entity: 'task',
  body: {
    name: 'Test Task',
    dueDate: '2017-07-13T13:36:53-04:00',
    description: 'Send to IR team for triage.',
  },
  shows: {
    name: 'Test Task',
    status: 'Not Started',
    escalated: false,
    reminded: false,
    overdue: true,
    dueDate: '2017-07-13T17:36:53Z',
    description: 'Send to IR team for triage.',
  },
  change: { name: 'New Task Name' },
  ends: '{id}',
}

export const samples: readonly Sample[] = [...groupSamples, ...indicatorSamples, victimSample, taskSample]

/** The sample of a type. */
export function sampleOf(type: string): Sample {
  const found = samples.find((sample) => sample.type === type)
  if (!found) throw new Error(`no sample of ${type}`)
  return found
}

/** The path of the item that a sample's body makes. */
export const pathOf = ({ path, ends }: Sample): string => `${path}/${ends}`

/** The path of an item of a sample whose id was captured under another name. */
export const pathWith = ({ path, ends }: Sample, name: string): string =>
  `${path}/${ends === '{id}' ? `{${name}}` : ends}`

const kindPaths: Readonly<Record<Kind, { readonly path: string; readonly entity: string }>> = {
  group: { path: '/groups', entity: 'group' },
  indicator: { path: '/indicators', entity: 'indicator' },
  victim: { path: '/victims', entity: 'victim' },
  task: { path: '/tasks', entity: 'task' },
}

/** Where all items of a sample's kind are listed, and under which key. */
export const kindOf = ({ kind }: Sample) => kindPaths[kind]
