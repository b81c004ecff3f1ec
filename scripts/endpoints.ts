// The page docs/reference/endpoints.md, made from the routes and the list of what is documented.

import type { Catalog } from '@tcex/model'
import { contentRoutes, routes } from '../packages/server/src/http/routes.ts'
import { documentedEndpoints, isServed, testOf } from '../tests/conformance/documented-endpoints.ts'

const docs = 'https://docs.threatconnect.com/en/latest/rest_api'

/** The published page that holds a source page of the documentation. */
const pageLink = (page: string): string => {
  const [room = ''] = page.split('/')
  const address = page.includes('/') ? `v2/${room}/${room}.html` : page.replace('.rst', '.html')
  return `[${page}](${docs}/${address})`
}

const byPath = [...documentedEndpoints].sort((left, right) =>
  left.path < right.path ? -1 : Number(left.path > right.path),
)

/** The page of endpoints: every documented one, whether it is here, and its test. */
export const endpointsPage = (catalog: Catalog): readonly string[] => {
  const urlSegments = catalog.branches()
  const rows = byPath.map((endpoint) => {
    const here = isServed(endpoint, [...routes, ...contentRoutes], urlSegments)
    const test = testOf(endpoint)
    const tested = here ? `[${test.split('/').at(-1)}](../../${test})` : ''
    return `| ${endpoint.method} | \`/v2${endpoint.path}\` | ${here ? 'yes' : 'not yet'} | ${tested} | ${pageLink(endpoint.page)} |`
  })
  const missing = rows.filter((row) => row.includes('| not yet |')).length
  return [
    '# Endpoints',
    '',
    '<!-- Made by `npm run check -- --fix` from the routes and tests/conformance/documented-endpoints.ts; do not edit. -->',
    '',
    `Every endpoint and method of the v2 API that the public documentation has: ${rows.length}, of which ${rows.length - missing} are here.`,
    'Each that is here is called by tests/conformance/documented-endpoints.test.ts or by a scenario; the test that is named shows in detail',
    'what it answers. Custom metrics, notifications and playbooks are out of scope and answer 404. Security labels can be',
    'made and changed by POST and PUT too, which the documentation has for batches only.',
    '',
    '| method | path | here | test | documented in |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ]
}
