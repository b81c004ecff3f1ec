import type { Step } from '@tcex/testkit'
import type { Rule } from '../replay.ts'
import * as stage from '../stage.ts'

const old = '2017-07-13T12:00:00Z'

/** A group that a filter finds, and one that it does not. */
const found = (path: string, entity: string, ...bodies: readonly object[]): readonly Step[] =>
  bodies.map((body) => stage.make(path, entity, body))

const one: Partial<Step> = { json: { data: { resultCount: 1 } } }

const asset = (branch: string, entity: string, body: object): Step =>
  stage.make(
    `/groups/adversaries/{12345}/adversaryAssets/${branch}`,
    entity,
    body,
    branch === 'urls' ? '1' : '54321',
  )

const binary = { 'content-type': 'application/octet-stream' }

/** What a creation or a change answers with is whole, status and all. */
const withStatus = (place: string) =>
  [
    [
      place,
      'text',
      'create, update and single give the whole entity; a list leaves the status out, as the samples do',
    ],
  ] as const

export const groupRules: readonly Rule[] = [
  {
    calls: /^GET \/v2\/groups$/,
    replay: {
      given: [
        ...found('/groups/documents', 'document', { name: 'Likely Intrusion', fileName: 'a.pdf' }),
        ...found('/groups/emails', 'email', {
          name: 'Investment Status',
          subject: 's',
          header: 'h',
          body: 'b',
        }),
      ],
    },
  },
  {
    calls: /^GET \/v2\/groups\/incidents(\?resultStart=0&resultLimit=50)?$/,
    replay: {
      given: found(
        '/groups/incidents',
        'incident',
        { name: 'Test Incident', eventDate: '2017-03-21' },
        { name: 'PoS Malware', eventDate: '2017-06-27' },
      ),
      like: ['GET /v2/groups/incidents', 2],
    },
  },
  { calls: /^GET \/v2\/groups\/threats\/12345$/, replay: { given: [stage.threat] } },
  {
    calls: /^GET \/v2\/groups\/documents\/12345\/download$/,
    replay: {
      step: { type: 'application/octet-stream' },
      given: [
        stage.bases['/groups/documents/12345'] as Step,
        {
          call: 'POST /groups/documents/{12345}/upload',
          body: 'This is the content of the document!',
          headers: binary,
          status: 200,
        },
      ],
    },
  },
  {
    calls: /^GET \/v2\/groups\/adversaries\/12345\/adversaryAssets$/,
    replay: {
      given: [
        stage.adversary,
        asset('handles', 'adversaryHandle', { handle: 'Real Bad Guy' }),
        asset('urls', 'adversaryUrl', { url: 'http://facebook.com/therealbadguy' }),
      ],
    },
  },
  {
    calls: /^GET \/v2\/groups\/incidents\/12345\?includeAdditional=true$/,
    replay: {
      given: [stage.bases['/groups/incidents/12345'] as Step],
    },
  },
  {
    calls: /^GET \/v2\/groups\/adversaries\/4\?include/,
    replay: {
      given: [stage.make('/groups/adversaries', 'adversary', { name: 'Bad Dude' }, '4')],
      shape: {
        status: '="Success"',
        data: {
          adversary: {
            id: 'id',
            name: 'text',
            owner: { id: 'id', name: 'text', type: '="Organization"' },
            createdBy: 'text',
            dateAdded: 'date',
            lastModified: 'date',
            webLink: 'link',
            communityOrSource: 'flag',
            additionalOwners: [],
            xid: 'text',
          },
        },
      },
    },
  },
  { calls: /^POST \/v2\/groups\/incidents$/, replay: { differs: withStatus('data.incident.status') } },
  {
    calls: /^POST \/v2\/groups\/documents\/$/,
    replay: { step: { json: { data: { document: { name: 'malwaresample.exe', malware: true } } } } },
  },
  {
    calls: /^POST \/v2\/groups\/adversaries\/12345\/adversaryAssets\/handles$/,
    replay: { given: [stage.adversary] },
  },
  {
    calls: /^(PUT|DELETE) \/v2\/groups\/adversaries\/12345\/adversaryAssets\/urls\/1$/,
    replay: { given: [stage.adversary, asset('urls', 'adversaryUrl', { url: 'https://site.com/' })] },
  },
  {
    calls: /^PUT \/v2\/groups\/incidents\/12345$/,
    replay: {
      given: [stage.bases['/groups/incidents/12345'] as Step],
      differs: withStatus('data.incident.status'),
    },
  },
  {
    calls: /^PUT \/v2(\/groups\/(?:documents|reports)\/12345)\/upload$/,
    replay: ([, path = '']) => ({
      given: [
        stage.bases[path] as Step,
        {
          call: `POST ${path.replace('12345', '{12345}')}/upload` as Step['call'],
          body: 'Old contents',
          headers: binary,
          status: 200,
        },
      ],
    }),
  },
  {
    calls: /^POST \/v2\/groups\/\{groupType\}\/\{groupId\}\/publish$/,
    replay: {
      given: [
        { call: 'POST /securityLabels', body: { name: 'TLP Green' }, status: 201 },
        { call: 'POST /securityLabels', body: { name: 'TLP Amber' }, status: 201 },
        { ...stage.threat, capture: { groupId: 'data.threat.id' } },
      ],
      values: { groupType: 'threats' },
      status: 200,
    },
  },
  {
    calls: /^GET \/v2\/groups\/\?filters=name(%5E|%3D)Fancy$/,
    replay: { given: found('/groups/threats', 'threat', { name: 'Fancy' }, { name: 'Plain' }), step: one },
  },
  {
    calls: /^GET \/v2\/groups\/\?filters=dateAdded%3E2017-07-13$/,
    replay: {
      given: [
        { ...stage.make('/groups/threats', 'threat', { name: 'a' }), at: '2017-07-12T12:00:00Z' },
        { ...stage.make('/groups/threats', 'threat', { name: 'b' }), at: old },
      ],
      step: one,
    },
  },
  {
    calls: /^GET \/v2\/groups\/campaigns\?filters=firstSeen%3E2017-07-13T00:00$/,
    replay: {
      given: found(
        '/groups/campaigns',
        'campaign',
        { name: 'a', firstSeen: '2017-07-12' },
        { name: 'b', firstSeen: old },
      ),
      step: one,
    },
  },
  {
    calls: /^GET \/v2\/groups\/documents\?filters=fileType%3DPDF$/,
    replay: {
      given: ['a.pdf', 'b.zip'].flatMap((fileName): Step[] => [
        stage.make('/groups/documents', 'document', { name: fileName, fileName }, '1'),
        { call: 'POST /groups/documents/{1}/upload', body: 'x', headers: binary, status: 200 },
      ]),
      step: one,
    },
  },
  {
    calls: /^GET \/v2\/groups\/incidents\?filters=eventDate%3E2017-07-13T00:00$/,
    replay: {
      given: found(
        '/groups/incidents',
        'incident',
        { name: 'a', eventDate: '2017-07-12' },
        { name: 'b', eventDate: old },
      ),
      step: one,
    },
  },
  {
    calls: /^GET \/v2\/groups\/incidents\/\?owner=Common%20Community$/,
    replay: {
      options: { owners: [{ name: 'Common Community', type: 'Community' }] },
      given: [
        ...found('/groups/incidents?owner=Common%20Community', 'incident', {
          name: 'a',
          eventDate: '2017-07-12',
        }),
        ...found('/groups/incidents', 'incident', { name: 'b', eventDate: '2017-07-12' }),
      ],
      like: ['GET /v2/groups/incidents', 1],
    },
  },
]
