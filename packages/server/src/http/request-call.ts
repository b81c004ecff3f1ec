import { Readable } from 'node:stream'
import type { AnyEntry, AssetEntry, AssetSet, AssociationEntry, Include, Kind } from '@tcex/model'
import type { FastifyRequest } from 'fastify'
import type { BatchQueue } from '../batch/queue.ts'
import type { Body } from '../service/items.ts'
import type { ListOptions, Page } from '../service/listings.ts'
import { refuse } from '../service/refusal.ts'
import { type Reference, type Scope, seconds } from '../service/scope.ts'
import { wireTime } from '../service/views.ts'
import { parseBody } from './body.ts'
import type { Call } from './call.ts'
import {
  includesOf,
  isTrue,
  listOptionsOf,
  namedIncludes,
  pageOf,
  parameter,
  type Query,
  timeOf,
} from './query.ts'

/** What a call is made from. */
export interface CallParts {
  readonly request: FastifyRequest
  readonly scope: Scope
  readonly query: Query
  readonly site: string
  readonly batch: BatchQueue
  /** The kind of the item that the path names, where it names one. */
  readonly kind: Kind | undefined
  readonly body: RequestBody
}

/** A body that was read whole, or one that is handed on as it comes. */
export type RequestBody = Uint8Array | AsyncIterable<Uint8Array>

/** Reads from a request what a handler asks for, when it asks for it. */
export class RequestCall implements Call {
  readonly scope: Scope
  readonly site: string
  readonly batch: BatchQueue
  readonly #request: FastifyRequest
  readonly #query: Query
  readonly #kind: Kind | undefined
  readonly #body: RequestBody

  constructor({ request, scope, query, site, batch, kind, body }: CallParts) {
    this.scope = scope
    this.site = site
    this.batch = batch
    this.#request = request
    this.#query = query
    this.#kind = kind
    this.#body = body
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

  asset({ types }: AssetSet, param: string): AssetEntry {
    const branch = this.param(param)
    const assets = Object.values(types)
    const found = assets.find((asset) => asset.branch === branch)
    if (found) return found
    const known = assets.map((asset) => asset.branch)
    throw refuse('unknownBranch', { what: 'asset type', name: branch, known })
  }

  association(of: 'association' | 'action'): AssociationEntry {
    const { catalog } = this.scope.platform
    const branch = this.param(of)
    const found = catalog.findAssociation(branch, of === 'action')
    if (found) return found
    const all = catalog.associations.filter(({ fileAction }) => fileAction === (of === 'action'))
    const known = all.map((each) => each.branch)
    throw refuse('unknownBranch', {
      what: of === 'action' ? 'file action' : 'association type',
      name: branch,
      known,
    })
  }

  pageOf(limit: number): Page {
    return pageOf(this.#query, limit)
  }

  time(name: string): number | undefined {
    return timeOf(this.#query, name, this.scope.platform.now())
  }

  get page(): Page {
    return pageOf(this.#query)
  }

  get includes(): ReadonlySet<Include> {
    return includesOf(this.#query)
  }

  asks(include: string): boolean {
    return namedIncludes(this.#query).includes(include)
  }

  flag(parameter: string): boolean {
    return isTrue(this.#query, parameter)
  }

  get list(): ListOptions {
    return listOptionsOf(this.#query, this.scope.platform.now())
  }

  get now(): string {
    return wireTime(seconds(this.scope))
  }

  get body(): Body {
    return parseBody(this.#bytes, this.contentType)
  }

  get optionalBody(): Body {
    return this.#bytes.length > 0 ? this.body : {}
  }

  /** It is read only now, so that whatever comes where no body is needed does no harm. */
  get #bytes(): Uint8Array {
    return this.#body instanceof Uint8Array ? this.#body : new Uint8Array()
  }

  get contentType(): string {
    return this.#request.headers['content-type']?.trim() ?? ''
  }

  get content(): AsyncIterable<Uint8Array> {
    return this.#body instanceof Uint8Array ? Readable.from([this.#body]) : this.#body
  }

  /** The original sends what may replace a content with POST too. */
  get isReplacement(): boolean {
    return this.#request.method === 'PUT' || this.flag('updateIfExists')
  }

  get takesGzip(): boolean {
    return /\bgzip\b/i.test(String(this.#request.headers['accept-encoding'] ?? ''))
  }

  parameter(name: string): string | undefined {
    return parameter(this.#query, name)
  }
}
