// What the public documentation of the v2 API lists: paths below `/v2` as it writes them, with the method, by the page that
// has them. Where a page shows a path by an example only, the example's values stand in braces. The overview lists paths
// without methods: one that no page has a method for counts as a GET, and who works on a task is added and taken off by
// POST and DELETE, as the original module does.

import { join } from 'node:path/posix'

/** A documented endpoint: a path below `/v2` with placeholders in braces. */
export interface DocumentedEndpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** The page below docs/rest_api/v2 of the documentation, or overview.rst beside it. */
  readonly page: string
}

const pages: Readonly<Record<string, string>> = {
  'overview.rst': `
    GET /batch/{id}
    GET /batch/{id}/errors
    GET /groups/adversaries/{id}/adversaryAssets/handles
    GET /groups/adversaries/{id}/adversaryAssets/handles/{assetId}
    GET /groups/adversaries/{id}/adversaryAssets/phoneNumbers
    GET /groups/adversaries/{id}/adversaryAssets/phoneNumbers/{assetId}
    GET /groups/adversaries/{id}/adversaryAssets/urls
    GET /groups/adversaries/{id}/adversaryAssets/urls/{assetId}
    GET /groups/{type}/{id}/attributes/{attributeId}
    GET /groups/{type}/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    GET /groups/{type}/{id}/groups/{associatedGroupType}/{associatedGroupId}
    GET /groups/{type}/{id}/securityLabels/{securityLabelName}
    GET /groups/{type}/{id}/tags/{tagName}
    GET /groups/{type}/{id}/victimAssets/{assetType}/{assetId}
    GET /groups/{type}/{id}/victims/{associatedVictimId}
    GET /indicators/addresses/deleted
    GET /indicators/bulk/{format}
    GET /indicators/emailAddresses/deleted
    GET /indicators/files/deleted
    GET /indicators/hosts/deleted
    GET /indicators/urls/deleted
    GET /indicators/{type}/deleted
    GET /indicators/{type}/{indicator}/associations/{associationType}/indicators/{associatedIndicatorType}
    GET /indicators/{type}/{indicator}/associations/{associationType}/indicators/{associatedIndicatorType}/{associatedIndicator}
    GET /indicators/{type}/{indicator}/attributes/{attributeId}
    GET /indicators/{type}/{indicator}/attributes/{attributeId}/securityLabels/{securityLabelName}
    GET /indicators/{type}/{indicator}/groups/{associatedGroupType}/{associatedGroupId}
    GET /indicators/{type}/{indicator}/indicators/{associatedIndicatorType}/{associatedIndicator}
    GET /indicators/{type}/{indicator}/securityLabels/{securityLabelName}
    GET /indicators/{type}/{indicator}/tags/{tagName}
    GET /indicators/{type}/{indicator}/victimAssets/{assetType}/{assetId}
    GET /indicators/{type}/{indicator}/victims/{associatedVictimId}
    GET /owners/metrics
    GET /securityLabels/{securityLabelName}/groups/{associatedGroupType}/{associatedGroupId}
    GET /securityLabels/{securityLabelName}/indicators/{associatedIndicatorType}/{associatedIndicator}
    GET /securityLabels/{securityLabelName}/tasks/{associatedTaskId}
    GET /securityLabels/{securityLabelName}/victims/{associatedVictimId}
    GET /tags/{tagName}/groups/{associatedGroupType}/{associatedGroupId}
    GET /tags/{tagName}/tasks
    GET /tags/{tagName}/tasks/{associatedTaskId}
    GET /tags/{tagName}/victims/{associatedVictimId}
    GET /tasks/{id}/assignees
    GET /tasks/{id}/assignees/{assigneeId}
    POST /tasks/{id}/assignees/{assigneeId}
    DELETE /tasks/{id}/assignees/{assigneeId}
    GET /tasks/{id}/assignees/{userName}
    POST /tasks/{id}/assignees/{userName}
    DELETE /tasks/{id}/assignees/{userName}
    GET /tasks/{id}/attributes/{attributeId}
    GET /tasks/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    GET /tasks/{id}/escalatees
    GET /tasks/{id}/escalatees/{escalateeId}
    POST /tasks/{id}/escalatees/{escalateeId}
    DELETE /tasks/{id}/escalatees/{escalateeId}
    GET /tasks/{id}/escalatees/{userName}
    POST /tasks/{id}/escalatees/{userName}
    DELETE /tasks/{id}/escalatees/{userName}
    GET /tasks/{id}/groups/{associatedGroupType}
    GET /tasks/{id}/groups/{associatedGroupType}/{associatedGroupId}
    GET /tasks/{id}/tags/{tagName}
    GET /tasks/{id}/tasks
    GET /tasks/{id}/tasks/{associatedTaskId}
    GET /victims/{id}/attributes/{attributeId}
    GET /victims/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    GET /victims/{id}/groups/{associatedGroupType}/{associatedGroupId}
    GET /victims/{id}/tags/{tagName}
    GET /victims/{id}/tasks
    GET /victims/{id}/tasks/{associatedTaskId}
    GET /victims/{id}/victimAssets/{assetType}/{assetId}`,
  'associations/associations.rst': `
    GET /types/associationTypes
    GET /types/associationTypes/{associationTypeName}`,
  'attributes/attributes.rst': `
    GET /groups/{type}/{id}/attributes
    POST /groups/{type}/{id}/attributes
    PUT /groups/{type}/{id}/attributes/{attributeId}
    DELETE /groups/{type}/{id}/attributes/{attributeId}
    GET /indicators/{type}/{indicator}/attributes
    POST /indicators/{type}/{indicator}/attributes
    PUT /indicators/{type}/{indicator}/attributes/{attributeId}
    DELETE /indicators/{type}/{indicator}/attributes/{attributeId}
    GET /tasks/{id}/attributes
    POST /tasks/{id}/attributes
    PUT /tasks/{id}/attributes/{attributeId}
    DELETE /tasks/{id}/attributes/{attributeId}
    GET /types/attributeTypes
    GET /types/attributeTypes/{attributeTypeName}
    GET /victims/{id}/attributes
    POST /victims/{id}/attributes
    PUT /victims/{id}/attributes/{attributeId}
    DELETE /victims/{id}/attributes/{attributeId}`,
  'batch_api/v1_batch_api.rst': `
    POST /batch`,
  'batch_api/v2_batch_api.rst': `
    POST /batch/createAndUpload
    POST /batch/{id}
    GET /batch/{id}/results`,
  'groups/create.rst': `
    POST /groups/adversaries/{id}/adversaryAssets/{assetType}
    POST /groups/{type}
    POST /groups/{type}/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    POST /groups/{type}/{id}/groups/{associatedGroupType}/{associatedGroupId}
    POST /groups/{type}/{id}/indicators/{associatedIndicatorType}/{associatedIndicator}
    POST /groups/{type}/{id}/securityLabels/{securityLabelName}
    POST /groups/{type}/{id}/tags/{tagName}
    POST /groups/{type}/{id}/victims/{associatedVictimId}`,
  'groups/create_report.rst': `
    GET /groups/{type}/{id}/pdf`,
  'groups/delete.rst': `
    DELETE /groups/adversaries/{id}/adversaryAssets/{assetType}/{assetId}
    DELETE /groups/{type}/{id}
    DELETE /groups/{type}/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    DELETE /groups/{type}/{id}/groups/{associatedGroupType}/{associatedGroupId}
    DELETE /groups/{type}/{id}/indicators/{associatedIndicatorType}/{associatedIndicator}
    DELETE /groups/{type}/{id}/securityLabels/{securityLabelName}
    DELETE /groups/{type}/{id}/tags/{tagName}
    DELETE /groups/{type}/{id}/victimAssets/{assetType}/{assetId}
    DELETE /groups/{type}/{id}/victims/{associatedVictimId}`,
  'groups/publish.rst': `
    POST /groups/{type}/{id}/publish`,
  'groups/retrieve.rst': `
    GET /groups
    GET /groups/adversaries/{id}/adversaryAssets
    GET /groups/adversaries/{id}/adversaryAssets/{assetType}
    GET /groups/adversaries/{id}/adversaryAssets/{assetType}/{assetId}
    GET /groups/documents/{id}/download
    GET /groups/signatures/{id}/download
    GET /groups/{type}
    GET /groups/{type}/{id}
    GET /groups/{type}/{id}/attributes/{attributeId}/securityLabels
    GET /groups/{type}/{id}/groups
    GET /groups/{type}/{id}/groups/{associatedGroupType}
    GET /groups/{type}/{id}/indicators
    GET /groups/{type}/{id}/indicators/{associatedIndicatorType}
    GET /groups/{type}/{id}/securityLabels
    GET /groups/{type}/{id}/tags
    GET /groups/{type}/{id}/victimAssets
    GET /groups/{type}/{id}/victimAssets/{assetType}
    GET /groups/{type}/{id}/victims`,
  'groups/update.rst': `
    PUT /groups/adversaries/{id}/adversaryAssets/{assetType}/{assetId}
    POST /groups/documents/{id}/upload
    PUT /groups/documents/{id}/upload
    POST /groups/reports/{id}/upload
    PUT /groups/reports/{id}/upload
    PUT /groups/{type}/{id}`,
  'indicators/address_specific_retrieve.rst': `
    GET /indicators/addresses/{indicator}/dnsResolutions`,
  'indicators/bulk_download.rst': `
    GET /indicators/bulk
    GET /indicators/bulk/csv
    GET /indicators/bulk/json`,
  'indicators/create.rst': `
    POST /indicators/files/{indicator}/fileOccurrences
    POST /indicators/{type}
    POST /indicators/{type}/{indicator}/attributes/{attributeId}/securityLabels/{securityLabelName}
    POST /indicators/{type}/{indicator}/falsePositive
    POST /indicators/{type}/{indicator}/groups/{associatedGroupType}/{associatedGroupId}
    POST /indicators/{type}/{indicator}/observations
    POST /indicators/{type}/{indicator}/securityLabels/{securityLabelName}
    POST /indicators/{type}/{indicator}/tags/{tagName}
    POST /indicators/{type}/{indicator}/victims/{associatedVictimId}`,
  'indicators/delete.rst': `
    GET /indicators/deleted
    DELETE /indicators/files/{indicator}/fileOccurrences/{fileOccurrenceId}
    DELETE /indicators/{type}/{indicator}
    DELETE /indicators/{type}/{indicator}/attributes/{attributeId}/securityLabels/{securityLabelName}
    DELETE /indicators/{type}/{indicator}/groups/{associatedGroupType}/{associatedGroupId}
    DELETE /indicators/{type}/{indicator}/indicators/{associatedIndicatorType}/{associatedIndicator}
    DELETE /indicators/{type}/{indicator}/securityLabels/{securityLabelName}
    DELETE /indicators/{type}/{indicator}/tags/{tagName}
    DELETE /indicators/{type}/{indicator}/victimAssets/{assetType}/{assetId}
    DELETE /indicators/{type}/{indicator}/victims/{associatedVictimId}`,
  'indicators/file_specific_retrieve.rst': `
    GET /indicators/files/{indicator}/fileOccurrences
    GET /indicators/files/{indicator}/fileOccurrences/{fileOccurrenceId}`,
  'indicators/host_specific_retrieve.rst': `
    GET /indicators/hosts/{indicator}/dnsResolutions`,
  'indicators/indicator_to_indicator_assoc.rst': `
    GET /indicators/files/{indicator}/actions/{fileAction}/indicators
    POST /indicators/files/{indicator}/actions/{fileAction}/indicators/{associatedIndicatorType}/{associatedIndicator}
    GET /indicators/{type}/{indicator}/associations/{associationType}/indicators
    POST /indicators/{type}/{indicator}/associations/{associationType}/indicators/{associatedIndicatorType}/{associatedIndicator}`,
  'indicators/retrieve.rst': `
    GET /indicators
    GET /indicators/observed
    GET /indicators/{type}
    GET /indicators/{type}/{indicator}
    GET /indicators/{type}/{indicator}/attributes/{attributeId}/securityLabels
    GET /indicators/{type}/{indicator}/groups
    GET /indicators/{type}/{indicator}/groups/{associatedGroupType}
    GET /indicators/{type}/{indicator}/indicators
    GET /indicators/{type}/{indicator}/indicators/{associatedIndicatorType}
    GET /indicators/{type}/{indicator}/observationCount
    GET /indicators/{type}/{indicator}/observations
    GET /indicators/{type}/{indicator}/owners
    GET /indicators/{type}/{indicator}/securityLabels
    GET /indicators/{type}/{indicator}/tags
    GET /indicators/{type}/{indicator}/victimAssets
    GET /indicators/{type}/{indicator}/victimAssets/{assetType}
    GET /indicators/{type}/{indicator}/victims
    GET /types/indicatorTypes
    GET /types/indicatorTypes/{type}`,
  'indicators/update.rst': `
    PUT /indicators/files/{indicator}/fileOccurrences/{fileOccurrenceId}
    PUT /indicators/{type}/{indicator}`,
  'owners/metrics.rst': `
    GET /owners/{id}/metrics`,
  'owners/retrieve.rst': `
    GET /owners
    GET /owners/mine
    GET /owners/mine/members
    GET /owners/{id}
    GET /whoami`,
  'security_labels/delete.rst': `
    DELETE /securityLabels/{securityLabelName}`,
  'security_labels/retrieve.rst': `
    GET /securityLabels
    GET /securityLabels/{securityLabelName}
    GET /securityLabels/{securityLabelName}/groups
    GET /securityLabels/{securityLabelName}/groups/{associatedGroupType}
    GET /securityLabels/{securityLabelName}/indicators
    GET /securityLabels/{securityLabelName}/indicators/{associatedIndicatorType}
    GET /securityLabels/{securityLabelName}/tasks
    GET /securityLabels/{securityLabelName}/victims`,
  'tags/create.rst': `
    POST /tags
    PUT /tags/{tagName}`,
  'tags/delete.rst': `
    DELETE /tags/{tagName}`,
  'tags/retrieve.rst': `
    GET /tags
    GET /tags/{tagName}
    GET /tags/{tagName}/groups
    GET /tags/{tagName}/groups/{associatedGroupType}
    GET /tags/{tagName}/indicators
    GET /tags/{tagName}/indicators/{associatedIndicatorType}
    GET /tags/{tagName}/victims`,
  'tasks/create.rst': `
    POST /tasks
    POST /tasks/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    POST /tasks/{id}/groups/{associatedGroupType}/{associatedGroupId}
    POST /tasks/{id}/indicators/{associatedIndicatorType}/{associatedIndicator}
    POST /tasks/{id}/securityLabels/{securityLabelName}
    POST /tasks/{id}/tags/{tagName}
    POST /tasks/{id}/victims/{associatedVictimId}`,
  'tasks/delete.rst': `
    DELETE /tasks/{id}
    DELETE /tasks/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    DELETE /tasks/{id}/groups/{associatedGroupType}/{associatedGroupId}
    DELETE /tasks/{id}/indicators/{associatedIndicatorType}/{associatedIndicator}
    DELETE /tasks/{id}/securityLabels/{securityLabelName}
    DELETE /tasks/{id}/tags/{tagName}
    DELETE /tasks/{id}/victimAssets/{assetType}/{assetId}
    DELETE /tasks/{id}/victims/{associatedVictimId}`,
  'tasks/retrieve.rst': `
    GET /tasks
    GET /tasks/{id}
    GET /tasks/{id}/attributes/{attributeId}/securityLabels
    GET /tasks/{id}/groups
    GET /tasks/{id}/indicators
    GET /tasks/{id}/indicators/{associatedIndicatorType}
    GET /tasks/{id}/securityLabels
    GET /tasks/{id}/tags
    GET /tasks/{id}/victimAssets
    GET /tasks/{id}/victimAssets/{assetType}
    GET /tasks/{id}/victimAssets/{assetType}/{assetId}
    GET /tasks/{id}/victims
    GET /tasks/{id}/victims/{associatedVictimId}
    GET /tasks/{id}/{associatedGroupType}
    GET /tasks/{id}/{associatedGroupType}/{associatedGroupId}`,
  'tasks/update.rst': `
    PUT /tasks/{id}`,
  'victims/create.rst': `
    POST /victims
    POST /victims/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    POST /victims/{id}/groups/{associatedGroupType}/{associatedGroupId}
    POST /victims/{id}/securityLabels/{securityLabelName}
    POST /victims/{id}/tags/{tagName}
    POST /victims/{id}/victimAssets/{assetType}`,
  'victims/delete.rst': `
    DELETE /victims/{id}
    DELETE /victims/{id}/attributes/{attributeId}/securityLabels/{securityLabelName}
    DELETE /victims/{id}/groups/{associatedGroupType}/{associatedGroupId}
    DELETE /victims/{id}/securityLabels/{securityLabelName}
    DELETE /victims/{id}/tags/{tagName}
    DELETE /victims/{id}/victimAssets/{assetType}/{assetId}`,
  'victims/retrieve.rst': `
    GET /victims
    GET /victims/{id}
    GET /victims/{id}/attributes/{attributeId}/securityLabels
    GET /victims/{id}/groups
    GET /victims/{id}/groups/{associatedGroupType}
    GET /victims/{id}/indicators
    GET /victims/{id}/indicators/{associatedIndicatorType}
    GET /victims/{id}/securityLabels
    GET /victims/{id}/tags
    GET /victims/{id}/victimAssets
    GET /victims/{id}/victimAssets/{assetType}
    GET /victims/{id}/victims
    GET /victims/{id}/victims/{associatedVictimId}`,
  'victims/update.rst': `
    PUT /victims/{id}
    PUT /victims/{id}/victimAssets/{assetType}/{assetId}`,
}

export const documentedEndpoints: readonly DocumentedEndpoint[] = Object.entries(pages).flatMap(
  ([page, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [method, path = ''] = line.trim().split(' ')
        return { method: method as DocumentedEndpoint['method'], path, page }
      }),
)

/** The test that shows what each answers in detail, by what its path looks like; the first that fits counts. */
const tests: readonly (readonly [path: RegExp, test: string])[] = [
  [/\/attributes\/\{attributeId\}\/securityLabels|^\/securityLabels/, 'labels.test.ts'],
  [/^\/tags/, 'tags.test.ts'],
  [/^\/types\/attributeTypes|\/attributes/, 'types.test.ts'],
  [/\/adversaryAssets|^\/victims\/\{id\}\/victimAssets/, 'assets.test.ts'],
  [/\/(publish|pdf)$/, 'groups.test.ts'],
  [/\/(upload|download)$/, 'contents.test.ts'],
  [/^\/tasks\/\{id\}(\/(assignees|escalatees)|\/\{)/, 'users.test.ts'],
]

/** Endpoints whose own tests make what they speak of, with the file of each. */
const inScenarios: readonly (readonly [pattern: RegExp, file: string])[] = [
  [/^\/batch/, '../batch/jobs.test.ts'],
  [/^\/indicators\/bulk/, 'bulk.test.ts'],
  [/\/(falsePositive|observations|observationCount|observed)$/, 'reports.scenarios.ts'],
  [/\/(associations|actions)\/|dnsResolutions|^\/types\/associationTypes/, 'links.scenarios.ts'],
  [/^\/indicators.*\/(deleted|fileOccurrences|owners)/, 'indicators.scenarios.ts'],
]

const scenarioOf = ({ path }: DocumentedEndpoint): string | undefined =>
  inScenarios.find(([pattern]) => pattern.test(path))?.[1]

/** Whether an endpoint is called by a scenario instead of documented-endpoints.test.ts. */
export const isInScenarios = (endpoint: DocumentedEndpoint): boolean => scenarioOf(endpoint) !== undefined

/** Where an endpoint is tested; most are called in documented-endpoints.test.ts too. */
export function testOf(endpoint: DocumentedEndpoint): string {
  const scenario = scenarioOf(endpoint)
  if (scenario) return join('tests/conformance', scenario)
  const { path } = endpoint
  const found = tests.find(([pattern]) => pattern.test(path))?.[1]
  return found
    ? `packages/server/src/http/handlers/${found}`
    : 'tests/conformance/documented-endpoints.test.ts'
}

/** What is documented and is not here yet. */
export const pendingEndpoints: readonly RegExp[] = []

/** A route by its method and its path with `:parameters`. */
export type RoutePath = readonly [method: string, path: string, ...rest: readonly unknown[]]

/** The parameters of routes that take the URL segments of types, and nothing else. */
const typeParameters: ReadonlySet<string> = new Set([':type', ':otherType', ':assetType'])

/**
 * Whether a route answers a documented endpoint: every segment is the same, both stand for a value, or the documentation
 * names a type where the route takes any (`branches` are the segments of all types).
 */
export function isServed(
  { method, path }: DocumentedEndpoint,
  routes: readonly RoutePath[],
  branches: ReadonlySet<string>,
): boolean {
  const wanted = path.split('/')
  return routes.some(([ofRoute, pattern]) => {
    const parts = pattern.split('/')
    return (
      ofRoute === method &&
      parts.length === wanted.length &&
      parts.every((part, at) => fits(part, wanted[at] ?? ''))
    )
  })

  function fits(part: string, segment: string): boolean {
    if (part === segment) return true
    if (!part.startsWith(':')) return false
    if (part === ':format') return ['json', 'csv', '{format}'].includes(segment)
    return segment.startsWith('{') || (typeParameters.has(part) && branches.has(segment))
  }
}
