import type { AttributeEntity, SecurityLabelEntity, TagEntity } from '@tcex/model'
import { Associations } from './associations.ts'
import { readEntity } from './entity.ts'
import { InvalidValueError, MissingIdError } from './errors.ts'
import type { UniqueId } from './identity.ts'
import type { CallOptions, ReadOptions } from './query.ts'
import type { TiResponse } from './response.ts'

/** What an attribute may be given beside its value. */
interface AttributeExtras extends CallOptions {
  /** Whether the item shows it as its own description or source. */
  readonly displayed?: boolean | undefined
  /** Where the attribute comes from. */
  readonly source?: string | undefined
}

export interface AttributeOptions extends AttributeExtras {
  /** The name of the attribute type: `Description`. */
  readonly attributeType: string
  readonly attributeValue: string
}

export interface AttributeUpdate extends AttributeExtras {
  readonly attributeId: UniqueId
  readonly attributeValue?: string | undefined
}

/** Names one attribute of an item. */
export interface AttributeKey extends CallOptions {
  readonly attributeId: UniqueId
}

/** Names one security label of an attribute. */
export interface AttributeLabelKey extends AttributeKey {
  readonly label: string
}

/** Names one tag. */
export interface TagKey extends CallOptions {
  readonly name: string
}

/** Names one security label: `TLP:GREEN`. */
export interface LabelKey extends CallOptions {
  readonly label: string
}

/**
 * The notes on an item: attributes, tags and security labels.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-group-metadata
 */
export abstract class Metadata extends Associations {
  /**
   * The attributes of the item.
   *
   * @example for await (const { type, value } of campaign.attributes()) print(type, value)
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#retrieving-attributes
   */
  attributes(options: ReadOptions = {}): AsyncIterable<AttributeEntity> {
    return this.below(options, () => ({ path: ['attributes'], entity: 'attribute' }))
  }

  /**
   * One attribute of the item. Status 200.
   *
   * @example const { data } = await campaign.attribute({ attributeId: 3 })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#retrieving-attributes
   */
  async attribute(options: AttributeKey): Promise<TiResponse<AttributeEntity>> {
    return this.#attribute('GET', options)
  }

  /**
   * Adds an attribute. Status 201.
   *
   * @example await campaign.addAttribute({ attributeType: 'Description', attributeValue: 'Example Description.' })
   * @throws MissingIdError where the item has no id or value yet
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#adding-attributes
   */
  async addAttribute(options: AttributeOptions): Promise<TiResponse<AttributeEntity>> {
    const { attributeType, attributeValue, displayed, source, ...rest } = options
    const json = given({ type: attributeType, value: attributeValue, source, displayed })
    const path = [...this.path(), 'attributes']
    return this.call({ ...rest, method: 'POST', path, json, decode: readEntity('attribute') })
  }

  /**
   * Changes what is given of an attribute. Status 200.
   *
   * @example await campaign.updateAttribute({ attributeId: 3, attributeValue: 'Better.' })
   * @throws InvalidValueError for an id that is no number
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#updating-attributes
   */
  async updateAttribute(options: AttributeUpdate): Promise<TiResponse<AttributeEntity>> {
    const { attributeValue, displayed, source, ...rest } = options
    return this.#attribute('PUT', { ...rest, json: given({ value: attributeValue, source, displayed }) })
  }

  /**
   * Takes an attribute away. Status 200.
   *
   * @example await campaign.deleteAttribute({ attributeId: 3 })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#deleting-attributes
   */
  async deleteAttribute(options: AttributeKey): Promise<TiResponse> {
    return this.#attribute('DELETE', options)
  }

  /**
   * The security labels of an attribute.
   *
   * @example for await (const { name } of campaign.attributeLabels({ attributeId: 3 })) print(name)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html
   */
  attributeLabels({
    attributeId,
    ...options
  }: AttributeKey & ReadOptions): AsyncIterable<SecurityLabelEntity> {
    const path = () => ['attributes', idPart('attributeId', attributeId), 'securityLabels']
    return this.below(options, () => ({ path: path(), entity: 'securityLabel' }), 'name')
  }

  /**
   * One security label of an attribute. Status 200, or 404 where it does not have the label.
   *
   * @example const { ok } = await campaign.attributeLabel({ attributeId: 3, label: 'TLP:GREEN' })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html
   */
  async attributeLabel(options: AttributeLabelKey): Promise<TiResponse<SecurityLabelEntity>> {
    return this.#attributeLabel('GET', options)
  }

  /**
   * Adds a security label of the owner to an attribute. Status 201.
   *
   * @example await campaign.addAttributeLabel({ attributeId: 3, label: 'TLP:GREEN' })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html
   */
  async addAttributeLabel(options: AttributeLabelKey): Promise<TiResponse<SecurityLabelEntity>> {
    return this.#attributeLabel('POST', options)
  }

  /**
   * Takes a security label away from an attribute. Status 200.
   *
   * @example await campaign.deleteAttributeLabel({ attributeId: 3, label: 'TLP:GREEN' })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html
   */
  async deleteAttributeLabel(options: AttributeLabelKey): Promise<TiResponse<SecurityLabelEntity>> {
    return this.#attributeLabel('DELETE', options)
  }

  /**
   * The tags of the item.
   *
   * @example for await (const { name } of campaign.tags()) print(name)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-group-tags
   */
  tags(options: ReadOptions = {}): AsyncIterable<TagEntity> {
    return this.below(options, () => ({ path: ['tags'], entity: 'tag' }), 'name')
  }

  /**
   * One tag of the item. Status 200, or 404 where it does not carry the tag.
   *
   * @example const { ok } = await campaign.tag({ name: 'Crimeware' })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-group-tags
   */
  async tag(options: TagKey): Promise<TiResponse<TagEntity>> {
    return this.#tag('GET', options)
  }

  /**
   * Adds a tag, which is made where there is none of that name. Status 201.
   *
   * @example await campaign.addTag({ name: 'Crimeware' })
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-group-tags
   */
  async addTag(options: TagKey): Promise<TiResponse<TagEntity>> {
    return this.#tag('POST', options)
  }

  /**
   * Takes a tag away from the item. Status 200.
   *
   * @example await campaign.deleteTag({ name: 'Crimeware' })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#delete-group-tags
   */
  async deleteTag(options: TagKey): Promise<TiResponse<TagEntity>> {
    return this.#tag('DELETE', options)
  }

  /**
   * The security labels of the item.
   *
   * @example for await (const { name } of campaign.labels()) print(name)
   * @throws HttpError or a subclass where a page is refused
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-group-security-labels
   */
  labels(options: ReadOptions = {}): AsyncIterable<SecurityLabelEntity> {
    return this.below(options, () => ({ path: ['securityLabels'], entity: 'securityLabel' }), 'name')
  }

  /**
   * One security label of the item. Status 200, or 404 where it does not have the label.
   *
   * @example const { ok } = await campaign.label({ label: 'TLP:GREEN' })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#retrieve-group-security-labels
   */
  async label(options: LabelKey): Promise<TiResponse<SecurityLabelEntity>> {
    return this.#label('GET', options)
  }

  /**
   * Adds a security label of the owner. Status 201.
   *
   * @example await campaign.addLabel({ label: 'TLP:GREEN' })
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#create-group-security-labels
   */
  async addLabel(options: LabelKey): Promise<TiResponse<SecurityLabelEntity>> {
    return this.#label('POST', options)
  }

  /**
   * Takes a security label away from the item. Status 200.
   *
   * @example await campaign.deleteLabel({ label: 'TLP:GREEN' })
   * @throws MissingIdError where the item has no id or value
   * @see https://docs.threatconnect.com/en/latest/rest_api/v2/groups/groups.html#delete-group-security-labels
   */
  async deleteLabel(options: LabelKey): Promise<TiResponse<SecurityLabelEntity>> {
    return this.#label('DELETE', options)
  }

  #attribute<T>(method: Verb, { attributeId, ...rest }: AttributeKey & Body): Promise<TiResponse<T>> {
    const path = [...this.path(), 'attributes', idPart('attributeId', attributeId)]
    return this.call<T>({ ...rest, method, path, decode: readEntity('attribute') })
  }

  #attributeLabel(
    method: Verb,
    { attributeId, label, ...rest }: AttributeLabelKey,
  ): Promise<TiResponse<SecurityLabelEntity>> {
    const id = idPart('attributeId', attributeId)
    const path = [...this.path(), 'attributes', id, 'securityLabels', namePart('label', label)]
    return this.call({ ...rest, method, path, decode: readEntity('securityLabel') })
  }

  #tag(method: Verb, { name, ...rest }: TagKey): Promise<TiResponse<TagEntity>> {
    const path = [...this.path(), 'tags', namePart('name', name)]
    return this.call({ ...rest, method, path, decode: readEntity('tag') })
  }

  #label(method: Verb, { label, ...rest }: LabelKey): Promise<TiResponse<SecurityLabelEntity>> {
    const path = [...this.path(), 'securityLabels', namePart('label', label)]
    return this.call({ ...rest, method, path, decode: readEntity('securityLabel') })
  }
}

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

interface Body {
  readonly json?: Readonly<Record<string, unknown>>
}

/** What was given; `false` is. */
export function given<V>(fields: Readonly<Record<string, V>>): Readonly<Record<string, NonNullable<V>>> {
  const isGiven = (pair: [string, V]): pair is [string, NonNullable<V>] =>
    pair[1] !== undefined && pair[1] !== null
  return Object.fromEntries(Object.entries(fields).filter(isGiven))
}

/** A name as a part of a path. */
export function namePart(option: string, name: unknown): string {
  if (name === undefined || name === null || name === '')
    throw new MissingIdError(`The option "${option}" is missing.`)
  return String(name)
}

/** An id as a part of a path. */
export function idPart(option: string, id: unknown): string {
  const text = namePart(option, id)
  if (/^\d+$/.test(text)) return text
  throw new InvalidValueError(`The option "${option}" must be a number, such as 416; it is "${text}".`)
}
