import type { AttributeEntity } from '@tcex/model'
import { InvalidValueError } from './errors.ts'
import type { UniqueId } from './identity.ts'
import { Indicator } from './indicator.ts'
import type { Item } from './item.ts'
import type { CallOptions } from './query.ts'
import type { TiResponse } from './response.ts'
import type { UploadCalls } from './traits/content.ts'
import type { Content } from './transport/payload.ts'
import type { ItemOptions } from './types.ts'

/** A name alone, or the object that the platform shows for it. */
type NameOf = string | { readonly name: string }

/** An attribute as entities show it. */
export interface EntityAttribute {
  readonly type: string
  readonly value: string
  readonly displayed?: boolean | undefined
  readonly source?: string | undefined
}

/** The other end of a link of an entity. */
export interface EntityAssociation {
  readonly type: string
  /** The id of a group, task or victim; the value of an indicator. */
  readonly uniqueId?: UniqueId | undefined
  /** The value of an indicator, as lists show it. */
  readonly summary?: string | undefined
  readonly owner?: string | undefined
}

/** An item with all that belongs to it, as one object: the fields of its type stand beside these. */
export interface EntityInput {
  /** The type of a group or indicator, `Victim` or `Task`, in any spelling. */
  readonly type: string
  /** The name of a group, task or victim, or the value of an indicator; the type's own fields do as well. */
  readonly summary?: string | undefined
  readonly owner?: string | undefined
  readonly attribute?: readonly EntityAttribute[] | undefined
  readonly tag?: readonly NameOf[] | undefined
  readonly securityLabel?: readonly NameOf[] | undefined
  readonly associations?: readonly EntityAssociation[] | undefined
  /** The content of a Document or Report. */
  readonly fileContent?: Content | undefined
  /** Whether the indicator is reported as harmless. */
  readonly falsePositive?: boolean | undefined
  readonly [field: string]: unknown
}

/** What became of each call that an entity took. Where the first was refused, there was no other. */
export interface EntityResult<Entity = unknown> {
  /** Whether every call succeeded. */
  readonly ok: boolean
  readonly item: Item<Entity>
  readonly response: TiResponse<Entity>
  readonly attributes: readonly TiResponse<AttributeEntity>[]
  readonly tags: readonly TiResponse[]
  readonly securityLabels: readonly TiResponse[]
  readonly associations: readonly TiResponse[]
  readonly upload?: TiResponse
  readonly falsePositive?: TiResponse
}

/** Makes the object for a type in any spelling, `summary` being the name or the value. */
export type MakeAny = (
  type: string,
  options: Readonly<Record<string, unknown>> & ItemOptions,
) => Promise<Item<unknown>>

export interface EntityOptions extends CallOptions {
  /** Whose the item is where the entity names nobody. */
  readonly owner?: string | undefined
}

/** Makes an item, and once it is there all that belongs to it, one call after the other. */
export async function createEntity(
  make: MakeAny,
  entity: EntityInput,
  { owner, ...call }: EntityOptions = {},
): Promise<EntityResult> {
  const { type, attribute = [], tag = [], securityLabel = [], associations = [], ...rest } = entity
  const { fileContent, falsePositive, ...fields } = rest
  const item = await make(type, { ...fields, owner: entity.owner ?? owner })
  const targets = await each(associations, ({ type, ...other }) => make(type, other))
  const upload = fileContent === undefined ? undefined : uploader(item)
  const report = falsePositive ? reporter(item) : undefined

  const response = await item.create(call)
  if (!response.ok) return { ok: false, item, response, ...nothing }
  const { attributeOf, nameOf } = forms
  const result = {
    attributes: await each(attribute, (one) => item.addAttribute({ ...call, ...attributeOf(one) })),
    tags: await each(tag, (one) => item.addTag({ ...call, name: nameOf(one) })),
    securityLabels: await each(securityLabel, (one) => item.addLabel({ ...call, label: nameOf(one) })),
    associations: await each(targets, (target) => item.addAssociation({ ...call, target })),
  }
  const uploaded = upload && (await upload({ ...call, content: fileContent as Content }))
  const reported = report && (await report(call))
  const answers = [...Object.values(result).flat(), uploaded, reported]
  const ok = answers.every((answer) => answer === undefined || answer.ok)
  return {
    ok,
    item,
    response,
    ...result,
    ...(uploaded ? { upload: uploaded } : {}),
    ...(reported ? { falsePositive: reported } : {}),
  }
}

const nothing = { attributes: [], tags: [], securityLabels: [], associations: [] }

const forms = {
  nameOf: (name: NameOf): string => (typeof name === 'string' ? name : name.name),
  attributeOf: ({ type, value, displayed, source }: EntityAttribute) => ({
    attributeType: type,
    attributeValue: value,
    displayed,
    source,
  }),
}

async function each<T, R>(list: readonly T[], call: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (const one of list) results.push(await call(one))
  return results
}

function uploader(item: Item<unknown>): UploadCalls['upload'] {
  if ('upload' in item) return item.upload as UploadCalls['upload']
  throw new InvalidValueError(`A ${item.type} carries no file: leave out "fileContent".`)
}

function reporter(item: Item<unknown>): (call: CallOptions) => Promise<TiResponse> {
  if (item instanceof Indicator) return (call) => item.addFalsePositive(call)
  throw new InvalidValueError(`A ${item.type} is no indicator: leave out "falsePositive".`)
}
