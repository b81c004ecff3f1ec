import { type AnyEntry, type AssetEntry, formatDateTime, type Include, type Kind } from '@tcex/model'
import type { FastifyRequest } from 'fastify'
import type { Body } from '../service/items.ts'
import type { ListOptions, Page } from '../service/listings.ts'
import { refuse } from '../service/refusal.ts'
import type { Reference, Scope } from '../service/scope.ts'
import type { Call } from './call.ts'
import { includesOf, listOptionsOf, pageOf, type Query } from './query.ts'

/** What a call is made from. */
export interface CallParts {
  readonly request: FastifyRequest
  readonly scope: Scope
  readonly query: Query
  readonly site: string
  /** The kind of the item that the path names, where it names one. */
  readonly kind: Kind | undefined
}

/** Reads from a request what a handler asks for, when it asks for it. */
export class RequestCall implements Call {
  readonly scope: Scope
  readonly site: string
  readonly #request: FastifyRequest
  readonly #query: Query
  readonly #kind: Kind | undefined

  constructor({ request, scope, query, site, kind }: CallParts) {
    this.scope = scope
    this.site = site
    this.#request = request
    this.#query = query
    this.#kind = kind
  }

  get item(): Reference {
    const kind = this.#kind
    if (!kind) throw new TypeError('the route names no item')
    return { entry: this.entry(kind, 'type'), id: this.param('id') }
  }

  param(name: string): string {
    return this.#parameters[name] ?? ''
  }

  get #parameters(): Readonly<Record<string, string>> {
    return this.#request.params as Readonly<Record<string, string>>
  }

  entry(kind: Kind, param: string): AnyEntry {
    const { catalog } = this.scope.platform
    const branch = this.param(param)
    const found = catalog.findBranch(kind, branch)
    if (found) return found
    const known = catalog.of(kind).map((entry) => entry.branch)
    throw refuse('unknownBranch', { what: `${kind} type`, name: branch, known })
  }

  asset(param: string): AssetEntry {
    const { catalog } = this.scope.platform
    const branch = this.param(param)
    const found = catalog.assets.find((asset) => asset.branch === branch)
    if (found) return found
    const known = catalog.assets.map((asset) => asset.branch)
    throw refuse('unknownBranch', { what: 'asset type', name: branch, known })
  }

  get page(): Page {
    return pageOf(this.#query)
  }

  get includes(): ReadonlySet<Include> {
    return includesOf(this.#query)
  }

  get list(): ListOptions {
    return listOptionsOf(this.#query, this.scope.platform.now())
  }

  get now(): string {
    return formatDateTime(this.scope.platform.now())
  }

  get body(): Body {
    return parseBody(this.#request.body)
  }

  get content(): AsyncIterable<Uint8Array> {
    return (this.#request.body ?? []) as AsyncIterable<Uint8Array>
  }

  get isReplacement(): boolean {
    return this.#request.method === 'PUT'
  }
}

/**
 * The one JSON object of a body.
 *
 * @throws Refusal where there is none or it is something else
 */
function parseBody(body: unknown): Body {
  if (typeof body !== 'string' || body.trim() === '') throw refuse('bodyExpected', undefined)
  const parsed = parseJson(body)
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Body
  throw refuse('malformedJson', { detail: 'it is not an object' })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refuse('malformedJson', { detail: (error as Error).message })
  }
}
