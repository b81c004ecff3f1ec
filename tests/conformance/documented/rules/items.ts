// What groups, indicators, tasks and victims have in common: attributes, labels, tags and associations.

import type { Step } from '@tcex/testkit'
import type { Replay, Rule } from '../replay.ts'
import * as stage from '../stage.ts'

const base =
  '(/groups/threats/12345|/indicators/emailAddresses/bad@example\\.com|/tasks/12345|/victims/12345)'

const rule = (
  method: string,
  rest: string,
  replay: (base: string, method: string, ...parts: string[]) => Replay,
): Rule => ({
  calls: new RegExp(`^(${method}) /v2${base}${rest}$`),
  replay: ([, given = '', path = '', ...parts]) => replay(path, given, ...parts),
})

const made = (path: string): Step => stage.bases[path] as Step

export const itemRules: readonly Rule[] = [
  rule('DELETE', '', (path) => ({
    given: [made(path)],
    after: [{ call: `GET ${path.replace('12345', '{12345}')}`, status: 404 }],
  })),
  rule('GET', '/attributes', (path) => ({
    given: [made(path), stage.description(path), stage.source(path)],
  })),
  rule('POST', '/attributes', (path) => ({ given: [made(path)] })),
  rule('PUT|DELETE', '/attributes/54321', (path) => ({ given: [made(path), stage.description(path)] })),
  rule('GET|DELETE', '/attributes/54321/securityLabels(?:/TLP%3AAMBER)?', (path) => ({
    given: [made(path), stage.description(path), stage.labelled(`${path}/attributes/{54321}`)],
  })),
  rule('POST', '/attributes/54321/securityLabels/TLP%3AAMBER', (path) => ({
    given: [made(path), stage.description(path)],
  })),
  rule('GET|DELETE', '/securityLabels(?:/TLP%3AAMBER)?', (path) => ({
    given: [made(path), stage.labelled(path)],
  })),
  rule('GET|DELETE', '/tags(?:/Nation%20State)?', (path) => ({
    given: [made(path), stage.tagged(path, 'Nation%20State'), stage.tagged(path, 'Phishing')],
  })),
  rule('POST', '/(?:tags/Nation%20State|securityLabels/TLP%3AAMBER)', (path) => ({ given: [made(path)] })),
]
