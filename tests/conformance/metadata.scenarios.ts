// Attributes, tags and security labels of every type, in both directions.

import { aDate, anId, aText, including, type Scenario, type Step } from '@tcex/testkit'
import { kindOf, pathOf, type Sample, sampleOf, samples } from './samples.ts'

const done = { status: 'Success' }

const create = (sample: Sample): Step => ({
  call: `POST ${sample.path}`,
  body: sample.body,
  status: 201,
  capture: { id: `data.${sample.entity}.id` },
})

const attributes = (sample: Sample): Scenario => {
  const path = `${pathOf(sample)}/attributes` as const
  const attribute = {
    id: '{attribute}',
    type: 'Description',
    displayed: true,
    dateAdded: aDate,
    lastModified: aDate,
  }
  return {
    name: `${sample.type}: attributes`,
    steps: [
      create(sample),
      {
        call: `GET ${path}`,
        status: 200,
        exactly: { status: 'Success', data: { resultCount: 0, attribute: [] } },
      },
      {
        call: `POST ${path}`,
        body: { type: 'Description', value: 'Test Description', displayed: true },
        status: 201,
        json: { data: { attribute: { ...attribute, id: anId, value: 'Test Description' } } },
        keys: { 'data.attribute': ['id', 'type', 'dateAdded', 'lastModified', 'displayed', 'value'] },
        capture: { attribute: 'data.attribute.id' },
      },
      {
        call: `POST ${path}`,
        body: { type: 'Source', value: 'Source Example', source: 'Hybrid Analysis' },
        status: 201,
        json: { data: { attribute: { displayed: false, source: 'Hybrid Analysis' } } },
      },
      {
        call: `GET ${path}`,
        status: 200,
        json: {
          data: {
            resultCount: 2,
            attribute: [{ ...attribute, value: 'Test Description' }, { type: 'Source' }],
          },
        },
      },
      {
        call: `PUT ${path}/{attribute}`,
        body: { value: 'Bad... Very bad.' },
        status: 200,
        json: { data: { attribute: { ...attribute, value: 'Bad... Very bad.' } } },
      },
      {
        call: `GET ${path}/{attribute}`,
        status: 200,
        json: { data: { attribute: { ...attribute, value: 'Bad... Very bad.' } } },
      },
      {
        call: `PUT ${path}/{attribute}`,
        body: { value: 'Bad... Very bad.', displayed: false },
        status: 200,
        json: { data: { attribute: { displayed: false } } },
      },
      { call: `DELETE ${path}/{attribute}`, status: 200, exactly: done },
      { call: `GET ${path}/{attribute}`, status: 404, says: ['attribute'] },
      { call: `DELETE ${path}/{attribute}`, status: 404 },
      { call: `PUT ${path}/{attribute}`, body: { value: 'x' }, status: 404 },
      { call: `GET ${path}`, status: 200, json: { data: { resultCount: 1 } } },
    ],
  }
}

/** An item with one of everything shows it where `includes` asks for it, under the wire's keys. */
const includes = (sample: Sample): Scenario => {
  const all = {
    attribute: [{ type: 'Description' }],
    tag: [{ name: 'a/b' }],
    securityLabel: [{ name: 'TLP:RED' }],
  }
  const named = { query: { includes: ['additional', 'attributes', 'labels', 'tags'] } }
  const { entity } = sample
  return {
    name: `${sample.type}: includes`,
    steps: [
      create(sample),
      { call: `POST ${pathOf(sample)}/attributes`, body: { type: 'Description', value: 'v' }, status: 201 },
      { call: `POST ${pathOf(sample)}/tags/a%2Fb`, status: 201 },
      { call: `POST ${pathOf(sample)}/securityLabels/TLP%3ARED`, status: 201 },
      {
        call: `GET ${pathOf(sample)}`,
        status: 200,
        absent: ['attribute', 'tag', 'securityLabel'].map((key) => `data.${entity}.${key}`),
      },
      { call: `GET ${pathOf(sample)}`, ...named, status: 200, json: { data: { [entity]: all } } },
      { call: `GET ${sample.path}`, ...named, status: 200, json: { data: { [entity]: [all] } } },
      {
        call: `GET ${kindOf(sample).path}`,
        ...named,
        status: 200,
        json: { data: { [kindOf(sample).entity]: [all] } },
      },
      {
        call: `GET ${pathOf(sample)}?includes=tags,labels`,
        status: 200,
        absent: [`data.${entity}.attribute`],
      },
      {
        call: `GET ${pathOf(sample)}?includeTags=true&includeAttributes=true&includeLabels=true`,
        status: 200,
        json: { data: { [entity]: all } },
      },
      {
        call: `GET ${pathOf(sample)}?includeTags=false&includes=nothing`,
        status: 200,
        absent: [`data.${entity}.tag`],
      },
      {
        call: `PUT ${pathOf(sample)}?includes=tags`,
        body: sample.change,
        status: 200,
        json: { data: { [entity]: { tag: [{ name: 'a/b' }] } } },
      },
    ],
  }
}

/** What carries a tag or a label is listed under it: all of the kind, one type, and the one item. */
const listedUnder = (sample: Sample, base: string): readonly Step[] => {
  const kind = kindOf(sample)
  const typed = kind.path === sample.path
  const one = { id: '{id}', ...(sample.summary === undefined ? { name: sample.shows.name } : {}) }
  return [
    {
      call: `GET ${base}${kind.path}`,
      status: 200,
      json: {
        data: { resultCount: 1, [kind.entity]: [{ id: '{id}', ...(typed ? {} : { type: sample.type }) }] },
      },
    },
    {
      call: `GET ${base}${sample.path}`,
      status: 200,
      json: { data: { resultCount: 1, [sample.entity]: [one] } },
    },
    {
      call: `GET ${base}${pathOf(sample)}`,
      status: 200,
      json: { data: { [sample.entity]: { id: '{id}', ...sample.shows } } },
    },
  ]
}

const notListedUnder = (sample: Sample, base: string): readonly Step[] => [
  { call: `GET ${base}${kindOf(sample).path}`, status: 200, json: { data: { resultCount: 0 } } },
  { call: `GET ${base}${sample.path}`, status: 200, json: { data: { resultCount: 0, [sample.entity]: [] } } },
  { call: `GET ${base}${pathOf(sample)}`, status: 404 },
]

const tags = (sample: Sample): Scenario => {
  const path = `${pathOf(sample)}/tags` as const
  const tag = { name: 'Nation State', webLink: /\/auth\/tags\/tag\.xhtml\?tag=Nation\+State&owner=MyOrg$/ }
  return {
    name: `${sample.type}: tags, both ways`,
    steps: [
      create(sample),
      { call: `GET ${path}`, status: 200, exactly: { status: 'Success', data: { resultCount: 0, tag: [] } } },
      { call: `POST ${path}/Nation%20State`, status: 201, exactly: done },
      { call: `POST ${path}/Nation%20State`, status: 201, exactly: done },
      { call: `POST ${path}/Phishing`, status: 201 },
      {
        call: `GET ${path}`,
        status: 200,
        json: { data: { resultCount: 2, tag: [tag, { name: 'Phishing' }] } },
      },
      {
        call: `GET ${path}/Nation%20State`,
        status: 200,
        json: { data: { tag } },
        keys: { 'data.tag': ['name', 'webLink'] },
      },
      {
        call: 'GET /tags',
        status: 200,
        json: { data: { resultCount: 2, tag: [tag, { name: 'Phishing' }] } },
      },
      { call: 'GET /tags/Nation%20State', status: 200, json: { data: { tag } } },
      ...listedUnder(sample, '/tags/Nation%20State'),
      { call: `DELETE ${path}/Nation%20State`, status: 200, exactly: done },
      { call: `DELETE ${path}/Nation%20State`, status: 404, says: ['tag', 'Nation State'] },
      { call: `GET ${path}/Nation%20State`, status: 404 },
      ...notListedUnder(sample, '/tags/Nation%20State'),
      { call: `GET ${path}`, status: 200, json: { data: { resultCount: 1, tag: [{ name: 'Phishing' }] } } },
    ],
  }
}

const labels = (sample: Sample): Scenario => {
  const path = `${pathOf(sample)}/securityLabels` as const
  const label = { name: 'TLP:AMBER+STRICT', description: aText, dateAdded: aDate }
  return {
    name: `${sample.type}: security labels, both ways`,
    steps: [
      create(sample),
      { call: `GET ${path}`, status: 200, json: { data: { resultCount: 0, securityLabel: [] } } },
      { call: `POST ${path}/TLP%3AAMBER%2BSTRICT`, status: 201, exactly: done },
      { call: `POST ${path}/TLP:AMBER+STRICT`, status: 201, exactly: done },
      { call: `GET ${path}`, status: 200, json: { data: { resultCount: 1, securityLabel: [label] } } },
      { call: `GET ${path}/TLP%3aAMBER%2bSTRICT`, status: 200, json: { data: { securityLabel: label } } },
      ...listedUnder(sample, '/securityLabels/TLP%3AAMBER%2BSTRICT'),
      {
        call: `POST ${path}/TLP%3APURPLE`,
        status: 404,
        says: ['TLP:PURPLE', 'TLP:GREEN', 'TLP:AMBER+STRICT'],
      },
      { call: `DELETE ${path}/TLP%3AGREEN`, status: 404 },
      { call: `DELETE ${path}/TLP%3AAMBER%2BSTRICT`, status: 200, exactly: done },
      { call: `DELETE ${path}/TLP%3AAMBER%2BSTRICT`, status: 404 },
      { call: `GET ${path}/TLP%3AAMBER%2BSTRICT`, status: 404 },
      ...notListedUnder(sample, '/securityLabels/TLP%3AAMBER%2BSTRICT'),
    ],
  }
}

const threat = sampleOf('Threat')
const host = sampleOf('Host')

const details: readonly Scenario[] = [
  {
    name: 'a tag that nobody carries is an empty list, not an error',
    steps: [
      {
        call: 'GET /tags/Nobody/groups',
        status: 200,
        exactly: { status: 'Success', data: { resultCount: 0, group: [] } },
      },
      {
        call: 'GET /tags/Nobody/groups/threats',
        status: 200,
        json: { data: { resultCount: 0, threat: [] } },
      },
      { call: 'GET /tags/Nobody/indicators', status: 200, json: { data: { resultCount: 0, indicator: [] } } },
      {
        call: 'GET /tags/Nobody/indicators/hosts',
        status: 200,
        json: { data: { resultCount: 0, host: [] } },
      },
      { call: 'GET /tags/Nobody/tasks', status: 200, json: { data: { resultCount: 0, task: [] } } },
      { call: 'GET /tags/Nobody/victims', status: 200, json: { data: { resultCount: 0, victim: [] } } },
      { call: 'GET /tags/Nobody/groups/nothings', status: 404, says: ['nothings', 'threats'] },
      { call: 'GET /tags/Nobody', status: 404, says: ['Nobody'] },
      { call: 'GET /tags', status: 200, json: { data: { resultCount: 0, tag: [] } } },
    ],
  },
  {
    name: 'a tag may hold anything up to 128 characters',
    steps: [
      create(threat),
      ...[
        'a%2Fb%3Fc%23d',
        '%25',
        '%2525',
        'a+b',
        'a%2Bb',
        '%C3%B6%F0%9F%A6%8A',
        'x'.repeat(128),
        '%20x%20',
        "'%22%3B--",
      ].map((name): Step => ({ call: `POST ${pathOf(threat)}/tags/${name}`, status: 201 })),
      {
        call: `GET ${pathOf(threat)}/tags`,
        status: 200,
        json: {
          data: {
            tag: including(
              ...['a/b?c#d', '%', '%25', 'a+b', 'ö🦊', 'x'.repeat(128), ' x ', `'";--`].map((name) => ({
                name,
              })),
            ),
            // a+b came twice
            resultCount: 8,
          },
        },
      },
      { call: 'GET /tags/a%2Fb%3Fc%23d/groups', status: 200, json: { data: { group: [{ id: '{id}' }] } } },
      { call: `POST ${pathOf(threat)}/tags/${'x'.repeat(129)}`, status: 400, says: ['128'] },
      { call: `POST ${pathOf(threat)}/tags/%20`, status: 400, says: ['tag', 'blank'] },
      { call: `POST ${pathOf(threat)}/tags/a%00b`, status: 400, says: ['U+0000'] },
      { call: `POST ${pathOf(threat)}/tags/a%0D%0Ab`, status: 400, says: ['U+000D'] },
      { call: 'POST /groups/threats/999/tags/x', status: 404 },
      { call: 'GET /tags', status: 200, json: { data: { resultCount: 8 } } },
    ],
  },
  {
    name: 'a fresh owner has the security labels of the contract',
    steps: [
      {
        call: 'GET /securityLabels',
        status: 200,
        json: {
          data: {
            resultCount: 6,
            securityLabel: including(
              ...['TLP:RED', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:GREEN', 'TLP:CLEAR', 'TLP:WHITE'].map(
                (name) => ({
                  name,
                  description: aText,
                  dateAdded: aDate,
                }),
              ),
            ),
          },
        },
      },
      {
        call: 'GET /securityLabels/TLP%3AAMBER',
        status: 200,
        json: { data: { securityLabel: { name: 'TLP:AMBER' } } },
      },
      { call: 'GET /securityLabels/TLP%3APURPLE', status: 404, says: ['TLP:PURPLE'] },
      { call: 'GET /securityLabels/TLP%3APURPLE/groups', status: 404, says: ['TLP:PURPLE'] },
    ],
  },
  {
    name: 'an indicator shows its displayed Description and Source, the newest of each',
    steps: [
      create(host),
      {
        call: `POST ${pathOf(host)}/attributes`,
        body: { type: 'Description', value: 'hidden' },
        status: 201,
      },
      { call: `GET ${pathOf(host)}`, status: 200, absent: ['data.host.description', 'data.host.source'] },
      ...[
        ['Description', 'older'],
        ['Description', 'Malicious domain.'],
        ['Source', 'Network Logs'],
      ].map(
        ([type, value]): Step => ({
          call: `POST ${pathOf(host)}/attributes`,
          body: { type, value, displayed: true },
          status: 201,
        }),
      ),
      {
        call: `GET ${pathOf(host)}`,
        status: 200,
        json: { data: { host: { description: 'Malicious domain.', source: 'Network Logs' } } },
      },
      {
        call: 'GET /indicators',
        status: 200,
        json: { data: { indicator: [{ description: 'Malicious domain.' }] } },
        absent: ['data.indicator.0.source'],
      },
      {
        call: `GET ${pathOf(host).slice(0, pathOf(host).lastIndexOf('/'))}` as Step['call'],
        status: 200,
        json: { data: { host: [{ source: 'Network Logs' }] } },
      },
    ],
  },
  {
    name: 'the description and source in the body of an indicator are what it shows',
    steps: [
      {
        call: 'POST /indicators/hosts',
        body: { hostName: 'shown.example', description: 'Malicious domain.', source: 'Network Logs' },
        status: 201,
        json: { data: { host: { description: 'Malicious domain.', source: 'Network Logs' } } },
      },
      {
        call: 'GET /indicators/hosts/shown.example/attributes',
        status: 200,
        json: {
          data: {
            resultCount: 2,
            attribute: [
              { type: 'Source', value: 'Network Logs', displayed: true },
              { type: 'Description', value: 'Malicious domain.', displayed: true },
            ],
          },
        },
      },
      {
        call: 'PUT /indicators/hosts/shown.example',
        body: { description: 'Sinkholed.', source: 'Network Logs', rating: 3 },
        status: 200,
        json: { data: { host: { description: 'Sinkholed.', source: 'Network Logs', rating: 3 } } },
      },
      {
        call: 'POST /indicators/hosts',
        body: { hostName: 'shown.example', description: '', source: null },
        status: 201,
        json: { data: { host: { description: 'Sinkholed.', source: 'Network Logs' } } },
      },
      {
        call: 'GET /indicators/hosts/shown.example/attributes',
        status: 200,
        json: { data: { resultCount: 2 } },
      },
      ...[7, 'x'.repeat(65_536)].map(
        (description): Step => ({
          call: 'POST /indicators/hosts',
          body: { hostName: 'refused.example', description },
          status: 400,
          says: ['description'],
        }),
      ),
      { call: 'GET /indicators/hosts/refused.example', status: 404 },
      {
        call: 'POST /groups/threats',
        body: { name: 'a threat has none of its own', description: 'd' },
        status: 400,
        says: ['description', 'name'],
      },
    ],
  },
  {
    name: 'a number or a flag as the value of an attribute is the text it is written as',
    steps: [
      create(threat),
      ...(
        [
          [7, '7'],
          [0.5, '0.5'],
          [false, 'false'],
        ] as const
      ).map(
        ([value, text]): Step => ({
          call: `POST ${pathOf(threat)}/attributes`,
          body: { type: 'External ID', value, displayed: 'true' },
          status: 201,
          json: { data: { attribute: { value: text, displayed: true } } },
        }),
      ),
    ],
  },
  {
    name: 'an attribute needs a known type and a value',
    steps: [
      create(threat),
      {
        call: `POST ${pathOf(threat)}/attributes`,
        body: { type: 'Nonsense', value: 'v' },
        status: 400,
        says: ['Nonsense', 'Description', 'Source'],
      },
      {
        call: `POST ${pathOf(threat)}/attributes`,
        body: { value: 'v' },
        status: 400,
        says: ['"type"', 'required'],
      },
      {
        call: `POST ${pathOf(threat)}/attributes`,
        body: { type: 'Source' },
        status: 400,
        says: ['"value"', 'required'],
      },
      {
        call: `POST ${pathOf(threat)}/attributes`,
        body: { type: 'Source', value: '' },
        status: 400,
        says: ['"value"'],
      },
      {
        call: `POST ${pathOf(threat)}/attributes`,
        body: { type: 'Source', value: {} },
        status: 400,
        says: ['"value"'],
      },
      {
        call: `POST ${pathOf(threat)}/attributes`,
        body: { type: 'Source', value: 'v', displayed: 'perhaps' },
        status: 400,
        says: ['"displayed"'],
      },
      { call: 'POST /groups/threats/999/attributes', body: { type: 'Source', value: 'v' }, status: 404 },
      { call: `GET ${pathOf(threat)}/attributes`, status: 200, json: { data: { resultCount: 0 } } },
    ],
  },
  {
    name: 'the attribute of one item is not found under another',
    steps: [
      create(threat),
      {
        call: `POST ${pathOf(threat)}/attributes`,
        body: { type: 'Source', value: 'v' },
        status: 201,
        capture: { attribute: 'data.attribute.id' },
      },
      {
        call: 'POST /groups/threats',
        body: { name: 'Other' },
        status: 201,
        capture: { other: 'data.threat.id' },
      },
      { call: 'GET /groups/threats/{other}/attributes/{attribute}', status: 404 },
      { call: 'PUT /groups/threats/{other}/attributes/{attribute}', body: { value: 'w' }, status: 404 },
      { call: 'DELETE /groups/threats/{other}/attributes/{attribute}', status: 404 },
      {
        call: `GET ${pathOf(threat)}/attributes/{attribute}`,
        status: 200,
        json: { data: { attribute: { value: 'v' } } },
      },
    ],
  },
  {
    name: 'what goes with an item goes when it is deleted',
    steps: [
      create(host),
      { call: `POST ${pathOf(host)}/tags/t`, status: 201 },
      { call: `POST ${pathOf(host)}/securityLabels/TLP%3ARED`, status: 201 },
      { call: `POST ${pathOf(host)}/attributes`, body: { type: 'Source', value: 'v' }, status: 201 },
      { call: `DELETE ${pathOf(host)}`, status: 200 },
      create(host),
      { call: `GET ${pathOf(host)}/tags`, status: 200, json: { data: { resultCount: 0 } } },
      { call: `GET ${pathOf(host)}/attributes`, status: 200, json: { data: { resultCount: 0 } } },
      { call: `GET ${pathOf(host)}/securityLabels`, status: 200, json: { data: { resultCount: 0 } } },
      { call: 'GET /tags/t/indicators', status: 200, json: { data: { resultCount: 0 } } },
    ],
  },
  {
    name: 'the lists of tags and of labels can be filtered by name',
    steps: [
      create(threat),
      ...['Bad', 'Badder', 'Good'].map(
        (name): Step => ({ call: `POST ${pathOf(threat)}/tags/${name}`, status: 201 }),
      ),
      {
        call: 'GET /tags?filters=name%5EBad',
        status: 200,
        json: { data: { resultCount: 2, tag: [{ name: 'Bad' }, { name: 'Badder' }] } },
      },
      {
        call: 'GET /tags?filters=name%3DBad',
        status: 200,
        json: { data: { resultCount: 1, tag: [{ name: 'Bad' }] } },
      },
      { call: 'GET /tags?filters=weight%3E0', status: 200, json: { data: { resultCount: 3 } } },
      { call: 'GET /tags?filters=weight%3E1', status: 200, json: { data: { resultCount: 0 } } },
      { call: 'GET /tags?filters=name%3CBad', status: 400, says: ['name', '<'] },
      { call: 'GET /tags?filters=colour%3Dred', status: 400, says: ['colour'] },
      { call: 'GET /securityLabels?filters=name%5ETLP%3AA', status: 200, json: { data: { resultCount: 2 } } },
      {
        call: 'GET /securityLabels?filters=name%3DTLP%3AGREEN',
        status: 200,
        json: { data: { securityLabel: [{ name: 'TLP:GREEN' }] } },
      },
      { call: 'GET /securityLabels?filters=name!x', status: 400, says: ['name', '!'] },
    ],
  },
]

export const metadataScenarios: readonly Scenario[] = [
  ...samples.flatMap((sample) => [attributes(sample), tags(sample), labels(sample), includes(sample)]),
  ...details,
]
