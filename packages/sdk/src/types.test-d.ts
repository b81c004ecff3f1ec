import type {
  AnyGroupEntity,
  GroupEntity,
  IndicatorEntity,
  TaskEntity,
  TiResponse,
  VictimEntity,
} from './index.ts'
import { TcEx, type TcExOptions } from './index.ts'

// Types that must and must not compile; checked by the compiler, never run.

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Equal<A, B>): void => {}

declare const tcex: TcEx
declare const anyName: string
const parameters = { includes: ['additional', 'attributes', 'labels', 'tags'] } as const

// The contract's calls.
tcex.ti.group({ groupType: 'Adversary', owner: 'MyOrg' }).many({ params: parameters })
tcex.ti.group({
  groupType: 'Campaign',
  name: 'camp-3',
  owner: 'MyOrg',
  firstSeen: '2019-04-02',
  uniqueId: 4127,
})
tcex.ti.group({ groupType: 'Campaign', firstSeen: new Date() })
tcex.ti.indicator({ indicatorType: 'Address', owner: 'MyOrg', ip: '12.13.14.15', rating: 3, confidence: 50 })
tcex.ti.indicator({
  indicatorType: 'Registry Key',
  'Key Name': 'a',
  'Value Name': 'b',
  'Value Type': 'REG_SZ',
})
tcex.ti.task({ name: 'Block it', owner: 'MyOrg', assignee: ['johndoe'] })
tcex.ti.victim({ name: 'Jane', owner: 'MyOrg' })
tcex.ti.tag('Crimeware').groups({ groupType: 'Adversary', owner: 'MyOrg', params: parameters })

// Spellings.
same<ReturnType<typeof tcex.ti.intrusionSet>, ReturnType<typeof spelt>>(true)
const spelt = () => tcex.ti.group({ groupType: 'IntrusionSet' })
tcex.ti.group({ groupType: 'intrusion set' })
tcex.ti.indicator({ indicatorType: 'emailaddress', address: 'a@b.c' })
tcex.ti.group({ groupType: anyName, name: 'x', firstSeen: '2019' })
// @ts-expect-error no such type
tcex.ti.group({ groupType: 'Campain' })
// @ts-expect-error an indicator type is no group type
tcex.ti.group({ groupType: 'Address' })
// @ts-expect-error no such type
tcex.ti.indicator({ indicatorType: 'IP' })
// @ts-expect-error no such type
tcex.ti.tag('x').groups({ groupType: 'Nope' })

// Fields belong to their type.
// @ts-expect-error an Adversary has no firstSeen
tcex.ti.group({ groupType: 'Adversary', firstSeen: '2019-04-02' })
// @ts-expect-error an Adversary has no firstSeen
tcex.ti.adversary({ firstSeen: '2019-04-02' })
// @ts-expect-error a Host has no ip
tcex.ti.indicator({ indicatorType: 'Host', ip: '1.1.1.1' })
// @ts-expect-error a rating is no object
tcex.ti.address({ ip: '1.1.1.1', rating: {} })
// @ts-expect-error the platform sets it
tcex.ti.document({ fileSize: 3 })

// What comes back.
const address = tcex.ti.indicator({ indicatorType: 'Address' })
for await (const { ip, id } of address.many()) {
  same<typeof ip, string>(true)
  same<typeof id, number>(true)
}
const single = await tcex.ti.campaign({ uniqueId: 1 }).single()
same<typeof single, TiResponse<GroupEntity<'Campaign'>>>(true)
same<typeof single.data, GroupEntity<'Campaign'> | undefined>(true)
single.data?.firstSeen satisfies string | undefined
// @ts-expect-error data may be missing
single.data.name
for await (const group of tcex.ti.group({ owner: 'MyOrg' }).many()) same<typeof group, AnyGroupEntity>(true)
for await (const group of tcex.ti.tag('x').groups()) same<typeof group, AnyGroupEntity>(true)
for await (const url of tcex.ti.tag('x').indicators({ indicatorType: 'url' }))
  same<typeof url, IndicatorEntity<'URL'>>(true)
for await (const event of address.groupAssociations({ groupType: 'Event' }))
  same<typeof event, GroupEntity<'Event'>>(true)
for await (const task of address.taskAssociations()) same<typeof task, TaskEntity>(true)
for await (const victim of tcex.ti.victim().many()) same<typeof victim, VictimEntity>(true)
for await (const asset of tcex.ti.victim().assets({ assetType: 'Phone' }))
  same<typeof asset.phoneType, string>(true)
for await (const attribute of address.attributes()) same<typeof attribute.displayed, boolean>(true)
same<(typeof anyGroup)['name'], string>(true)
const anyGroup = (await tcex.ti.group({ groupType: anyName }).request()).data?.[0] as GroupEntity

// A type that is undefined is none.
for await (const { id } of tcex.ti.tag('x').groups({ groupType: undefined })) same<typeof id, number>(true)
tcex.ti.group({ groupType: undefined, owner: 'MyOrg' }).many()
tcex.ti.indicator({ indicatorType: undefined }).many()

// Without a type there is a list and no more.
// @ts-expect-error of which type?
tcex.ti.group({ owner: 'MyOrg' }).create()
// @ts-expect-error of which type?
tcex.ti.indicator().single()
// @ts-expect-error a field without a type
tcex.ti.group({ name: 'x' })

// Traits.
tcex.ti.document({ uniqueId: 1 }).upload({ content: new Uint8Array() })
tcex.ti.signature({ uniqueId: 1 }).download()
// @ts-expect-error a Signature's text is a field
tcex.ti.signature({ uniqueId: 1 }).upload({ content: '' })
// @ts-expect-error a Campaign carries no file
tcex.ti.campaign({ uniqueId: 1 }).download()

// Assets.
tcex.ti.victim({ uniqueId: 1 }).addAsset({ assetType: 'EmailAddress', address: 'a@b.c' })
// @ts-expect-error a Phone has no address
tcex.ti.victim({ uniqueId: 1 }).addAsset({ assetType: 'Phone', address: 'a@b.c' })
// @ts-expect-error no such asset
tcex.ti.victim({ uniqueId: 1 }).addAsset({ assetType: 'Fax' })

// Filters, options.
tcex.filters().add('confidence', '>', 50).add('dateAdded', '<', new Date())
// @ts-expect-error no such operator
tcex.filters().add('name', '~', 'x')
new TcEx({ apiUrl: '', token: '' })
// @ts-expect-error no such option
new TcEx({ apiURL: '' })

// Fetches: the platform's, a request handler's, and the credentials of a server as they stand.
declare const server: {
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  readonly credentials: { readonly accessId: string; readonly secretKey: string; readonly token: string }
}
new TcEx({ fetch: server.fetch, ...server.credentials })
new TcEx({ fetch: globalThis.fetch, log: console, token: '' }) satisfies TcEx
const frozen = { owner: 'MyOrg', retryDelay: { min: 1 } } as const satisfies TcExOptions
new TcEx(frozen)

// What was asked for with `includes` is there, and not optional.
const tagged = await tcex.ti.campaign({ uniqueId: 1 }).single({ params: { includes: ['tags'] as const } })
tagged.data?.tag.length satisfies number | undefined
tagged.data?.firstSeen satisfies string | undefined
// @ts-expect-error labels were not asked for
tagged.data?.securityLabel.length
const inline = await tcex.ti
  .address({ ip: '1.1.1.1' })
  .single({ params: { includes: ['labels', 'tags'], owner: 'x' } })
inline.data?.securityLabel.length satisfies number | undefined
const alone = await tcex.ti.address({ ip: '1.1.1.1' }).single({ params: { includes: 'attributes' } })
alone.data?.attribute.length satisfies number | undefined
for await (const { tag, attribute, securityLabel, ip } of address.many({ params: parameters })) {
  same<typeof ip, string>(true)
  tag.length + attribute.length + securityLabel.length
}
for await (const { tag } of tcex.ti.group().many({ params: { includes: ['tags'] } })) tag.length
for await (const { tag, name } of tcex.ti
  .tag('x')
  .groups({ groupType: 'Event', params: { includes: ['tags'] } }))
  name.length + tag.length
for await (const { tag } of address.groupAssociations({ params: { includes: ['tags'] } })) tag.length
const pageOfTagged = await address.request({ resultLimit: 5, params: { includes: ['tags'] } })
pageOfTagged.data?.[0]?.tag.length satisfies number | undefined
declare const someIncludes: string[]
const unsure = await address.single({ params: { includes: someIncludes } })
// @ts-expect-error nobody knows what was asked for
unsure.data?.tag.length
// @ts-expect-error no such option, whatever is included
address.single({ params: { includes: ['tags'] }, filter: 1 })

// What only some types can do.
tcex.ti.host({ hostName: 'x' }).setDnsResolution(false)
tcex.ti.host({ hostName: 'x' }).setWhois('true')
// @ts-expect-error an Address has no such flag
tcex.ti.address({ ip: '1.1.1.1' }).setDnsResolution(false)
for await (const { addresses } of tcex.ti.host({ hostName: 'x' }).dnsResolutions()) addresses?.[0]?.ip.length
for await (const { summary } of tcex.ti.address({ ip: '1.1.1.1' }).dnsResolutions()) summary?.length
// @ts-expect-error a URL has none
tcex.ti.url({ text: 'http://x' }).dnsResolutions()
for await (const { fileName } of tcex.ti.file({ md5: 'x' }).occurrences()) fileName?.length
// @ts-expect-error only Files occur
tcex.ti.url({ text: 'http://x' }).occurrences()
tcex.ti.file({ md5: 'x' }).addAction({ action: 'drop', target: tcex.ti.file({ md5: 'y' }) })
tcex.ti.campaign({ uniqueId: 1 }).setFirstSeen(new Date())
tcex.ti.incident({ uniqueId: 1 }).setStatus('Open')
// @ts-expect-error a Campaign has no status
tcex.ti.campaign({ uniqueId: 1 }).setStatus('Open')
// @ts-expect-error the platform sets it
tcex.ti.report({ uniqueId: 1 }).setStatus('Success')
tcex.ti.task({ uniqueId: 1 }).setDueDate('in 3 days')
tcex.ti.task({ uniqueId: 1 }).addAssignee({ userName: 'johndoe' })
// @ts-expect-error nobody is assigned to a victim
tcex.ti.victim({ uniqueId: 1 }).addAssignee({ userName: 'johndoe' })
tcex.ti.campaign({ uniqueId: 1 }).pdf()
tcex.ti.report({ uniqueId: 1 }).pdf()
// @ts-expect-error Documents have no report
tcex.ti.document({ uniqueId: 1 }).pdf()
// @ts-expect-error Emails have no report
tcex.ti.email({ uniqueId: 1 }).pdf()
tcex.ti.adversary({ uniqueId: 1 }).addHandleAsset({ handle: 'x' })
const handle = await tcex.ti.adversary({ uniqueId: 1 }).handleAsset({ assetId: 1 })
handle.data?.handle satisfies string | undefined
tcex.ti.adversary({ uniqueId: 1 }).updateAsset({ assetType: 'URL', assetId: 1, url: 'http://x' })
// @ts-expect-error a Handle has no url
tcex.ti.adversary({ uniqueId: 1 }).addAsset({ assetType: 'Handle', url: 'http://x' })
// @ts-expect-error a Threat has no assets
tcex.ti.threat({ uniqueId: 1 }).assets()
for await (const { address } of tcex.ti.victim({ uniqueId: 1 }).emailAssets()) address.length
tcex.ti.victim({ uniqueId: 1 }).updateWebAsset({ assetId: 1, webSite: 'http://x' })
tcex.ti.indicator({ owner: 'x' }).bulk({ format: 'csv' })
tcex.ti.indicator({ owner: 'x' }).deleted({ deletedSince: new Date() })
// @ts-expect-error of all of them at once
tcex.ti.address().bulk()
// @ts-expect-error groups have no observations
tcex.ti.campaign({ uniqueId: 1 }).observations()
// @ts-expect-error an owner is an option of the factory, for groups
tcex.ti.campaign({ uniqueId: 1 }).owner = 'MyOrg'
// @ts-expect-error as for indicators
tcex.ti.address({ ip: '1.1.1.1' }).owner = 'MyOrg'
// @ts-expect-error what is no field of the type is no option
tcex.ti.address({ ip: '1.1.1.1', session: 1 })
