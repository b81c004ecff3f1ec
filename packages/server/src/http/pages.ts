import { type Catalog, type LinkedPage, linkedPages } from '@tcex/model'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { refuse } from '../service/refusal.ts'
import { queryOf } from './admission.ts'
import { parameter } from './query.ts'

const headers = {
  'content-type': 'text/html; charset=utf-8',
  // The page holds what the address says, so it may do nothing but be read.
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/**
 * The pages that `webLink` leads to. Whoever has a link may open it without credentials, so a page says no more than
 * the link does: what it names and which call of the API tells the rest. Nothing is looked up, so it does not even tell
 * whether the item exists.
 */
export function addPages(app: FastifyInstance, catalog: Catalog, api: string): void {
  for (const page of linkedPages(catalog)) {
    app.get(page.path, (request, reply) => {
      const query = queryOf(request)
      const value = parameter(query, page.parameter)
      if (value === undefined)
        throw refuse('invalidParameter', { field: page.parameter, rule: 'is required' })
      return sendPage(reply, writePage(page, { value, owner: parameter(query, 'owner'), api }))
    })
  }
}

const sendPage = (reply: FastifyReply, html: string): FastifyReply => reply.headers(headers).send(html)

/** What of an address a page shows. */
interface Shown {
  readonly value: string
  readonly owner: string | undefined
  readonly api: string
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:46rem;padding:0 1rem;overflow-wrap:anywhere}' +
  'code{background:#eee;color:#111;padding:.1em .3em}dt{color:#666}dd{margin:0 0 1rem}'

function writePage(page: LinkedPage, { value, owner, api }: Shown): string {
  const title = escaped(`${page.title} ${value}`)
  const path = escaped(api + page.api(value) + (owner ? `?owner=${encodeURIComponent(owner)}` : ''))
  const facts = [
    [page.parameter, value],
    ['owner', owner ?? ''],
  ].filter(([, text]) => text)
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${title}</title><style>${style}</style></head><body><h1>${title}</h1><dl>`,
    ...facts.map(([name, text]) => `<dt>${escaped(name ?? '')}</dt><dd>${escaped(text ?? '')}</dd>`),
    `</dl><p>This page says what the link names and no more. Ask the API, with your credentials:</p>`,
    `<p><code>GET ${path}</code></p></body></html>`,
    '',
  ].join('\n')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Values are hostile: they come out as text, whatever they hold. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '')
