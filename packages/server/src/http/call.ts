import type { AnyEntry, AssetEntry, AssetSet, AssociationEntry, Include, Kind } from '@tcex/model'
import type { BatchQueue } from '../batch/queue.ts'
import type { Body } from '../service/items.ts'
import type { ListOptions, Page } from '../service/listings.ts'
import type { Reference, Scope } from '../service/scope.ts'

/** A request that has been authenticated, as handlers see it: what the path, the query and the body say. */
export interface Call {
  readonly scope: Scope
  /** The item that the path names. */
  readonly item: Reference
  /** A segment of the path, decoded. */
  param(name: string): string
  /** The type that a segment of the path names. */
  entry(kind: Kind, param: string): AnyEntry
  /** The kind of asset of a set that a segment of the path names. */
  asset(set: AssetSet, param: string): AssetEntry
  /** The association between indicators, or the file action, that the path names. */
  association(of: 'association' | 'action'): AssociationEntry
  readonly page: Page
  /** The page that is asked for; where none is, the first one with at most so many items. */
  pageOf(limit: number): Page
  /** A date in the query, in Unix seconds. */
  time(name: string): number | undefined
  readonly includes: ReadonlySet<Include>
  /** Whether `includes` names something that only this call knows. */
  asks(include: string): boolean
  /** Whether a parameter of the query is `true`. */
  flag(parameter: string): boolean
  readonly list: ListOptions
  /** The site that links lead to. */
  readonly site: string
  /** The time of asking, in wire form. */
  readonly now: string
  /** The body's one JSON object; a call that has none where it needs one is refused. */
  readonly body: Body
  /** The same where a call may come without one. */
  readonly optionalBody: Body
  /** What the body is said to be; empty where nothing is said. */
  readonly contentType: string
  /** The body as it comes. */
  readonly content: AsyncIterable<Uint8Array>
  readonly isReplacement: boolean
  /** Whether the client takes compressed answers. */
  readonly takesGzip: boolean
  /** A parameter of the query, or undefined where it is not there or empty. */
  parameter(name: string): string | undefined
  readonly batch: BatchQueue
}

/** A body's text in pieces, and what is to be called when they have been sent and nobody reads them any more. */
export interface Text {
  readonly pieces: readonly Uint8Array[]
  release?(): void
}

/** What a handler answers: a status and a JSON body, the text of one, or a content. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
  /** What makes it when the call's own reading has ended. */
  readonly text?: () => Promise<Text>
  readonly content?: {
    readonly type: string
    /** In bytes, where it is known beforehand. */
    readonly size?: number
    readonly encoding?: 'gzip'
    readonly parts: AsyncIterable<Uint8Array>
  }
}

export type Handler = (call: Call) => Promise<Answer>
