import { at } from '@tcex/testkit'
import type { GroupRecord, JobRecord, Ledger } from './ledger.ts'
import type { Random } from './random.ts'

/** A platform's address and how to be let in. */
export interface Place {
  readonly url: string
  readonly token: string
}

/** A call that got its answer; where none came, it throws. */
export async function call(place: Place, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `TC-Token ${place.token}` }
  const content = body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body)
  const init = { method, headers, ...(body === undefined ? {} : { body: content }) }
  const response = await fetch(`${place.url}/v2${path}`, init)
  const text = await response.text()
  if (response.status === 503) throw new Error(text)
  if (!response.ok) throw new UnexpectedAnswer(`${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}

/** An answer that no crash explains. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer'
}

/** Writes one thing after the other until it gets no answer any more, and notes what it was told. */
export class Hand {
  readonly #place: Place
  readonly #name: string
  readonly #random: Random
  readonly #ledger: Ledger
  #count = 0
  #isStopped = false

  constructor(place: Place, name: string, random: Random, ledger: Ledger) {
    this.#place = place
    this.#name = name
    this.#random = random
    this.#ledger = ledger
  }

  async work(): Promise<void> {
    const tasks = [
      this.#group,
      this.#group,
      this.#host,
      this.#host,
      this.#deletion,
      this.#content,
      this.#batch,
    ]
    try {
      while (!this.#isStopped) {
        this.#count += 1
        await tasks[this.#random.between(0, tasks.length - 1)]?.call(this)
      }
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw error
    }
  }

  /** Lets it finish what it is at. */
  stop(): void {
    this.#isStopped = true
  }

  get #unique(): string {
    return `${this.#name}-${this.#count}`
  }

  #call(method: string, path: string, body?: unknown): Promise<unknown> {
    return call(this.#place, method, path, body)
  }

  async #group(): Promise<void> {
    const name = this.#unique
    const made = await this.#call('POST', '/groups/threats', { name })
    const kept: GroupRecord = { deletion: 'none', tagged: false, noted: false }
    this.#ledger.groups.set(name, kept)
    const path = `/groups/threats/${at(made, 'data.threat.id')}`
    await this.#call('POST', `${path}/tags/kept`)
    kept.tagged = true
    await this.#call('POST', `${path}/attributes`, { type: 'Description', value: name })
    kept.noted = true
  }

  async #host(): Promise<void> {
    const hostName = `${this.#unique}.example.com`
    await this.#call('POST', '/indicators/hosts', { hostName, rating: 3 })
    this.#ledger.hosts.add(hostName)
  }

  async #deletion(): Promise<void> {
    const name = this.#unique
    const made = await this.#call('POST', '/groups/threats', { name })
    const kept: GroupRecord = { deletion: 'asked', tagged: false, noted: false }
    this.#ledger.groups.set(name, kept)
    await this.#call('DELETE', `/groups/threats/${at(made, 'data.threat.id')}`)
    kept.deletion = 'acknowledged'
  }

  async #content(): Promise<void> {
    const made = await this.#call('POST', '/groups/documents', { name: this.#unique, fileName: 'f' })
    const id = Number(at(made, 'data.document.id'))
    const letter = String.fromCharCode(this.#random.between(97, 122))
    const size = this.#random.between(1, 3_000_000)
    await this.#call(
      'POST',
      `/groups/documents/${id}/upload`,
      new Uint8Array(size).fill(letter.charCodeAt(0)),
    )
    this.#ledger.contents.set(id, { letter, size })
  }

  async #batch(): Promise<void> {
    const settings = { owner: 'MyOrg', action: 'Create', attributeWriteType: 'Append', version: 'V2' }
    const made = await this.#call('POST', '/batch', { ...settings, haltOnError: false })
    const id = Number(at(made, 'data.batchId'))
    const good = this.#random.between(50, 1500)
    const job = { good, bad: Math.floor(good / 100), prefix: `j${this.#unique}-`, accepted: false }
    this.#ledger.jobs.set(id, job)
    await this.#call('POST', `/batch/${id}`, fileOf(job))
    job.accepted = true
  }
}

/** Indicators with the same attribute twice, so that a chunk that were run twice would show. */
export function fileOf({ good, bad, prefix }: JobRecord): unknown {
  const indicator = Array.from({ length: good + bad }, (_, number) => ({
    type: 'Host',
    summary: number < good ? `${prefix}${number}.example.com` : `not a host ${number}`,
    tag: [{ name: prefix }],
    attribute: [
      { type: 'Title', value: String(number) },
      { type: 'Title', value: String(number) },
    ],
    associatedGroups: [{ groupXid: prefix }],
  }))
  return { indicator, group: [{ type: 'Campaign', name: prefix, xid: prefix }] }
}
