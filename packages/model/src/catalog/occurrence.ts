import type { Fields } from './field.ts'

/**
 * Where a file was found: at least one of the three is given.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#creating-file-occurrences
 */
export const occurrenceFields = {
  fileName: { format: 'text', title: 'File name', sentence: 'What the file was called.' },
  path: { format: 'text', title: 'Path', sentence: 'The folder in which it lay.' },
  date: { format: 'dateTime', title: 'Date', sentence: 'When it was found.' },
} as const satisfies Fields

/** A file occurrence as the wire shows it. */
export interface FileOccurrenceEntity {
  readonly id: number
  readonly fileName?: string
  readonly path?: string
  readonly date?: string
}
