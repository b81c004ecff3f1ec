import type { ItemEntry, Kind } from './define.ts'
import type { Fields } from './field.ts'

const date = <const T extends string>(title: T, sentence: string) =>
  ({ format: 'dateTime', title, sentence }) as const

const dated = {
  externalDateAdded: date('Added externally', 'When its source made it.'),
  externalDateExpires: date('Expires externally', 'When its source lets it expire.'),
  externalLastModified: date('Modified externally', 'When its source last changed it.'),
  firstSeen: date('First seen', 'When it was first seen.'),
  lastSeen: date('Last seen', 'When it was last seen.'),
} as const satisfies Fields

/** What a batch file may say of a group with a summary that a machine wrote. */
export const summarized = {
  insights: {
    format: 'longText',
    title: 'Insights',
    sentence: 'A summary that a machine wrote.',
    needs: 'aiProvider',
  },
  aiProvider: { format: 'text', title: 'Provider', sentence: 'Who gave the summary.' },
  aiLastRetrievalDate: date('Retrieved', 'When the summary was last fetched.'),
} as const satisfies Fields

/** An event of a batch file knows more of itself. */
export const eventInBatch = {
  ...summarized,
  status: {
    format: 'choice',
    title: 'Status',
    sentence: 'How far the event has been dealt with.',
    choices: [
      'Completed',
      'Escalated',
      'False Positive',
      'In Progress',
      'Needs Review',
      'New',
      'No Further Action',
      'Reopened',
    ],
    initial: 'Needs Review',
  },
  eventType: {
    format: 'choice',
    title: 'Event type',
    sentence: 'What kind of event it was.',
    choices: [
      'Alert',
      'Alert [flash]',
      'Alert [hyper-local]',
      'Alert [local]',
      'Alert [urgent]',
      'Breach',
      'Campaign',
      'Compliance / Regulatory',
      'Disclosure',
      'Emerging Threat',
      'Exercise',
      'Exposure',
      'Finding [Compliance violations]',
      'Finding [Configuration weaknesses]',
      'Finding [Missing patches]',
      'Finding [Security posture gaps]',
      'Investigation',
      'None',
      'Operation',
      'Physical Security',
      'Response Action',
      'Social Engineering (non-phishing)',
      'Third Party Reported',
      'Trend',
    ],
  },
} as const satisfies Fields

const ofKind: Readonly<Partial<Record<Kind, Fields>>> = { group: dated, indicator: dated }

/**
 * The fields by which a batch file describes an item of a type: those of the type, and what only a batch may say.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#indicator-fields
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/batch_api/batch_api.html#group-fields
 */
export function batchFieldsOf(entry: ItemEntry): Fields {
  return { ...ofKind[entry.kind], ...entry.fields, ...entry.batchFields }
}
