import type { PageExample } from './pages.ts'

const reasons: Readonly<Record<string, string>> = {
  xml: 'the documentation does not say how to ask for XML; the platform answers in JSON',
  curl: 'the same call as above it, as a command; or how to send a token, which every replay does',
  python: 'a script that brings a block into its form, which the platform does by itself',
  fragment:
    'a part of an answer, of a query or of a file that another example shows whole, or a list of paths',
}

/** Why an example is not replayed; undefined for all others. */
export function notReplayed({ kind, is = '', status }: PageExample): string | undefined {
  if (kind === 'form') return 'placeholders; documented-endpoints.ts has the endpoint'
  if (kind === 'other') return reasons[is]
  return status === 503 ? 'a platform without the batch API, which this one always has' : undefined
}
