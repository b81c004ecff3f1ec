import assert from 'node:assert/strict'
import type { TestPlatform } from '../../packages/server/src/testing/platform.ts'
import type { DocumentedEndpoint } from './documented-endpoints.ts'

/** What stands for the placeholders of a path. */
type Values = Readonly<Record<string, string>>

/** What an item, an attribute, an asset or a tag is made with, by the last segment of the path. */
const bodies: Readonly<Record<string, unknown>> = {
  adversaries: { name: 'x' },
  documents: { name: 'x', fileName: 'x' },
  reports: { name: 'x', fileName: 'x' },
  signatures: { name: 'x', fileName: 'x', fileType: 'Snort', fileText: 'x' },
  threats: { name: 'x' },
  incidents: { name: 'x', eventDate: '2017-07-13' },
  addresses: { ip: '12.13.14.15' },
  hosts: { hostName: 'example.com' },
  tasks: { name: 'x' },
  victims: { name: 'x' },
  attributes: { type: 'Description', value: 'x' },
  tags: { name: 'x' },
  securityLabels: { name: 'TLP:AMBER' },
  emailAddresses: { address: 'x' },
  handles: { handle: 'x' },
  phoneNumbers: { phoneNumber: 'x' },
  urls: { url: 'x' },
}

const bodyFor = (path: string): unknown => bodies[path.split('/').at(-1) ?? ''] ?? {}

/** What a documented endpoint is called with, or undefined where it takes no body. */
export function documentedBody({ method, path }: DocumentedEndpoint, filled: string): unknown {
  if (method === 'POST') return bodyFor(filled)
  if (method !== 'PUT') return undefined
  if (path.includes('/attributes/')) return { value: 'y' }
  if (path.includes('/adversaryAssets/')) return { handle: 'y' }
  if (path.includes('/victimAssets/')) return { address: 'y' }
  return path.startsWith('/indicators') ? { rating: 3 } : { name: 'y' }
}

/** Sends bytes where a content is taken. */
export async function sendContent({ server }: TestPlatform, method: string, path: string): Promise<number> {
  const headers = {
    authorization: `TC-Token ${server.credentials.token}`,
    'content-type': 'application/octet-stream',
  }
  return (await server.fetch(`http://localhost/api/v2${path}`, { method, headers, body: 'x' })).status
}

/** Makes what a documented endpoint speaks of, and gives the path to call. */
export async function seedFor(platform: TestPlatform, { path }: DocumentedEndpoint): Promise<string> {
  const values = { ...(await others(platform)), ...typesIn(path) }
  const [, root = ''] = path.split('/')
  if (/^(groups|indicators|tasks|victims)$/.test(root) && path.split('/').length > 2) {
    Object.assign(values, await item(platform, path, values))
  }
  if (root === 'owners') values.id = '1'
  if (root === 'tags' || root === 'securityLabels') await putOnOthers(platform, root, values)
  return fill(path, values)
}

/** A group, an indicator, a task and a victim with an asset, to be associated with. */
async function others(platform: TestPlatform): Promise<Record<string, string>> {
  const group = await make(platform, '/groups/incidents')
  const task = await make(platform, '/tasks')
  const victim = await make(platform, '/victims')
  await make(platform, '/indicators/hosts')
  await make(platform, '/securityLabels')
  const asset = await make(platform, `/victims/${victim}/victimAssets/emailAddresses`)
  await platform.data('POST', `/victims/${victim}/groups/incidents/${group}`)
  return {
    associatedGroupType: 'incidents',
    associatedGroupId: group,
    associatedIndicatorType: 'hosts',
    associatedIndicator: 'example.com',
    associatedTaskId: task,
    associatedVictimId: victim,
    assetId: asset,
    tagName: 'Nation State',
    securityLabelName: 'TLP:AMBER',
    attributeTypeName: 'Source',
    assigneeId: '1',
    escalateeId: '1',
    userName: (await platform.data('GET', '/owners/mine/members')).user[0].userName,
  }
}

/** Posts what a path takes and gives the new id. */
async function make({ data }: TestPlatform, path: string): Promise<string> {
  const [made] = Object.values(await data('POST', path, bodyFor(path))) as readonly { readonly id: number }[]
  return String(made?.id)
}

/** The types that a path names, and those that stand for any. */
function typesIn(path: string): Values {
  const [, root = '', second = ''] = path.split('/')
  const any = { groups: 'threats', indicators: 'addresses', types: 'address' }[root]
  const named = second === '' || second.startsWith('{') || root === 'types'
  const assetType = path.includes('/adversaryAssets') ? 'handles' : 'emailAddresses'
  return { assetType, ...(any ? { type: named ? any : second } : {}) }
}

/** The item that a path begins with, with everything that it can have. */
async function item(platform: TestPlatform, path: string, values: Values): Promise<Values> {
  const [, root = ''] = path.split('/')
  const collection = values.type === undefined ? `/${root}` : `/${root}/${values.type}`
  const id = await make(platform, collection)
  const at = `${collection}/${root === 'indicators' ? '12.13.14.15' : id}`
  const attributeId = await make(platform, `${at}/attributes`)
  const assets = await ownAssets(platform, at, path)
  await associate(platform, at, { ...values, attributeId })
  if (/documents.*download/.test(path)) await sendContent(platform, 'POST', `${at}/upload`)
  return { id, indicator: '12.13.14.15', attributeId, ...assets }
}

/** The assets that the item has of its own, where the path speaks of them. */
async function ownAssets(platform: TestPlatform, at: string, path: string): Promise<Values> {
  if (at.startsWith('/victims')) {
    const assetId = await make(platform, `${at}/victimAssets/emailAddresses`)
    return path.includes('/victimAssets') ? { assetId } : {}
  }
  if (!path.includes('/adversaryAssets')) return {}
  const assetType = ['phoneNumbers', 'urls'].find((type) => path.includes(`/${type}`)) ?? 'handles'
  return { assetType, assetId: await make(platform, `${at}/adversaryAssets/${assetType}`) }
}

/** Everything is put on the item that it may take; what it may not is refused, which is no matter here. */
async function associate({ call }: TestPlatform, at: string, values: Values): Promise<void> {
  for (const part of [
    'attributes/{attributeId}/securityLabels/{securityLabelName}',
    'securityLabels/{securityLabelName}',
    'tags/{tagName}',
    'groups/{associatedGroupType}/{associatedGroupId}',
    'indicators/{associatedIndicatorType}/{associatedIndicator}',
    'tasks/{associatedTaskId}',
    'victims/{associatedVictimId}',
    'victimAssets/emailAddresses/{assetId}',
    'assignees/{assigneeId}',
    'escalatees/{escalateeId}',
  ]) {
    await call('POST', `${at}/${fill(part, values)}`)
  }
}

/** Puts the tag or label on one item of each kind. */
async function putOnOthers({ data }: TestPlatform, root: string, values: Values): Promise<void> {
  const name = root === 'tags' ? 'tags/{tagName}' : 'securityLabels/{securityLabelName}'
  for (const path of [
    '/groups/{associatedGroupType}/{associatedGroupId}',
    '/indicators/{associatedIndicatorType}/{associatedIndicator}',
    '/tasks/{associatedTaskId}',
    '/victims/{associatedVictimId}',
  ]) {
    await data('POST', fill(`${path}/${name}`, values))
  }
}

function fill(path: string, values: Values): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    assert.ok(values[name], `nothing for {${name}} in ${path}`)
    return encodeURIComponent(values[name] ?? '')
  })
}
