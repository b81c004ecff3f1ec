// Every type: made, read, listed, changed, deleted.

import { aDate, anId, aText, type Scenario, type Step } from '@tcex/testkit'
import { kindOf, pathOf, type Sample, samples } from './samples.ts'

const owner = { id: anId, name: 'MyOrg', type: 'Organization' }

/** What an item shows beside its own fields, where it stands alone and in lists. */
const alone = ({ kind }: Sample) =>
  kind === 'victim' ? { webLink: aText } : { owner, ...dates(kind), webLink: aText }

const listed = ({ kind }: Sample) =>
  kind === 'victim' ? { webLink: aText } : { ownerName: 'MyOrg', ...dates(kind), webLink: aText }

const dates = (kind: Sample['kind']) =>
  kind === 'task' ? { dateAdded: aDate } : { dateAdded: aDate, lastModified: aDate }

/** Several types in one list: each says which it is, and an indicator's value is its summary. */
const mixed = (sample: Sample) => ({
  ...listed(sample),
  ...(sample.kind === 'group' || sample.kind === 'indicator' ? { type: sample.type } : {}),
  ...(sample.summary === undefined ? { name: sample.shows.name } : { summary: sample.summary }),
})

const single = (sample: Sample, shows: Sample['shows'] = sample.shows) => ({
  status: 'Success',
  data: { [sample.entity]: { id: '{id}', ...alone(sample), ...shows } },
})

const create = (sample: Sample): Step => ({
  call: `POST ${sample.path}`,
  body: sample.body,
  status: 201,
  json: { status: 'Success', data: { [sample.entity]: { id: anId, ...alone(sample), ...sample.shows } } },
  absent: [`data.${sample.entity}.ownerName`],
  capture: { id: `data.${sample.entity}.id` },
})

const lists = (sample: Sample): readonly Step[] => [
  {
    call: `GET ${sample.path}`,
    status: 200,
    json: { data: { resultCount: 1, [sample.entity]: [{ id: '{id}', ...listed(sample) }] } },
    absent: [`data.${sample.entity}.0.owner`],
  },
  {
    call: `GET ${kindOf(sample).path}`,
    status: 200,
    json: { data: { resultCount: 1, [kindOf(sample).entity]: [{ id: '{id}', ...mixed(sample) }] } },
    absent: [`data.${kindOf(sample).entity}.0.owner`],
  },
]

const life = (sample: Sample): Scenario => ({
  name: `${sample.type}: create, single, lists, update, delete`,
  steps: [
    create(sample),
    { call: `GET ${pathOf(sample)}`, status: 200, json: single(sample) },
    ...lists(sample),
    {
      call: `PUT ${pathOf(sample)}`,
      body: sample.change,
      status: 200,
      json: single(sample, { ...sample.shows, ...sample.change }),
    },
    {
      call: `GET ${pathOf(sample)}`,
      status: 200,
      json: single(sample, { ...sample.shows, ...sample.change }),
    },
    { call: `DELETE ${pathOf(sample)}`, status: 200, exactly: { status: 'Success' } },
    { call: `GET ${pathOf(sample)}`, status: 404, says: [sample.type, 'MyOrg'] },
    { call: `PUT ${pathOf(sample)}`, body: sample.change, status: 404 },
    { call: `DELETE ${pathOf(sample)}`, status: 404 },
    {
      call: `GET ${sample.path}`,
      status: 200,
      exactly: { status: 'Success', data: { resultCount: 0, [sample.entity]: [] } },
    },
  ],
})

/** The body of an update that sends back what a read gave, as clients do. */
const echo = (sample: Sample): Scenario => ({
  name: `${sample.type}: an update ignores null and what the platform sets`,
  steps: [
    create(sample),
    {
      call: `PUT ${pathOf(sample)}`,
      body: {
        ...sample.change,
        id: 1,
        owner: { id: 99, name: 'Other', type: 'Community' },
        ownerName: 'Other',
        dateAdded: '1999-01-01T00:00:00Z',
        lastModified: '1999-01-01T00:00:00Z',
        webLink: 'https://example.com',
        threatAssessRating: 4.37,
        threatAssessConfidence: 72.91,
        threatAssessScore: 650,
        calScore: 552,
        calIndicatorStatus: 1,
        nothing: null,
      },
      status: 200,
      json: single(sample, { ...sample.shows, ...sample.change }),
    },
    {
      call: `PUT ${pathOf(sample)}`,
      body: { ...Object.fromEntries(Object.keys(sample.body).map((key) => [key, null])) },
      status: 200,
      json: single(sample, { ...sample.shows, ...sample.change }),
    },
  ],
})

const unknown: readonly Scenario[] = [
  {
    name: 'an id or value that is not there is 404 and says what was looked for',
    steps: samples.flatMap((sample): Step[] => {
      if (sample.kind === 'indicator')
        return [{ call: `GET ${pathOf(sample)}`, status: 404, says: [sample.type] }]
      return ['999', '0', '-1', '1.0', '1e3', 'abc', '99999999999999999999', '%00', '%27%20or%201%3D1'].map(
        (id) => ({
          call: `GET ${sample.path}/${id}`,
          status: 404,
          says: [sample.type],
        }),
      )
    }),
  },
  {
    name: 'an item of one type is not found under another',
    steps: [
      { call: 'POST /groups/threats', body: { name: 'x' }, status: 201, capture: { id: 'data.threat.id' } },
      { call: 'GET /groups/incidents/{id}', status: 404 },
      { call: 'GET /tasks/{id}', status: 404 },
      { call: 'GET /victims/{id}', status: 404 },
      { call: 'DELETE /groups/incidents/{id}', status: 404 },
      { call: 'PUT /groups/incidents/{id}', body: { name: 'y' }, status: 404 },
      { call: 'GET /groups/threats/{id}', status: 200, json: { data: { threat: { name: 'x' } } } },
    ],
  },
]

export const itemScenarios: readonly Scenario[] = [...samples.map(life), ...samples.map(echo), ...unknown]
