import { aText, type Scenario, type Step } from '@tcex/testkit'

/** Keys as the documentation's samples have them, field by field. */
export const keyScenarios: readonly Scenario[] = [
  {
    name: 'a threat has the keys of the documentation',
    steps: [
      {
        call: 'POST /groups/threats',
        body: { name: 'Bad Dude' },
        status: 201,
        keys: { 'data.threat': ['id', 'name', 'owner', 'dateAdded', 'lastModified', 'webLink'] },
        capture: { id: 'data.threat.id' },
      },
      {
        call: 'GET /groups/threats',
        status: 200,
        keys: { 'data.threat.0': ['id', 'name', 'ownerName', 'dateAdded', 'lastModified', 'webLink'] },
      },
      {
        call: 'GET /groups',
        status: 200,
        keys: { 'data.group.0': ['id', 'name', 'type', 'ownerName', 'dateAdded', 'lastModified', 'webLink'] },
        json: { data: { group: [{ webLink: /\/auth\/threat\/threat\.xhtml\?threat=\d+$/ }] } },
      },
    ],
  },
  {
    name: 'an incident shows more with includes=additional, as the documentation has it',
    steps: ['includes=additional', 'includeAdditional=true', 'includeAdditional=True'].flatMap(
      (query): Step[] => [
        {
          call: 'POST /groups/incidents',
          body: { name: 'Test Incident', eventDate: '2017-06-21T18:15:49Z', status: 'Open' },
          status: 201,
          capture: { id: 'data.incident.id' },
        },
        {
          call: `GET /groups/incidents/{id}?${query}`,
          status: 200,
          json: {
            data: {
              incident: {
                createdBy: aText,
                xid: aText,
                communityOrSource: false,
                additionalOwners: [],
                eventDate: '2017-06-21T18:15:49Z',
                status: 'Open',
              },
            },
          },
        },
        {
          call: 'GET /groups/incidents/{id}',
          status: 200,
          absent: ['data.incident.xid', 'data.incident.createdBy'],
        },
      ],
    ),
  },
  {
    name: 'an address has the keys of the documentation, alone and in lists',
    steps: [
      {
        call: 'POST /indicators/addresses',
        body: { ip: '192.168.0.1', rating: 5.0, confidence: 100 },
        status: 201,
        json: {
          data: {
            address: {
              webLink: /\/auth\/indicators\/details\/address\.xhtml\?address=192\.168\.0\.1&owner=MyOrg$/,
            },
          },
        },
        keys: {
          'data.address': [
            'id',
            'owner',
            'dateAdded',
            'lastModified',
            'rating',
            'confidence',
            'webLink',
            'ip',
          ],
        },
      },
      {
        call: 'GET /indicators/addresses',
        status: 200,
        keys: {
          'data.address.0': [
            'id',
            'ownerName',
            'dateAdded',
            'lastModified',
            'rating',
            'confidence',
            'webLink',
            'ip',
          ],
        },
      },
      {
        call: 'GET /indicators',
        status: 200,
        keys: {
          'data.indicator.0': [
            ...[
              'id',
              'ownerName',
              'type',
              'dateAdded',
              'lastModified',
              'rating',
              'confidence',
              'webLink',
              'summary',
            ],
          ],
        },
      },
    ],
  },
  {
    name: 'a host shows more with includes=additional, as the documentation has it',
    steps: [
      { call: 'POST /indicators/hosts', body: { hostName: 'example.org', privateFlag: 'true' }, status: 201 },
      {
        call: 'GET /indicators/hosts/example.org?includeAdditional=true',
        status: 200,
        json: {
          data: {
            host: {
              observationCount: 0,
              falsePositiveCount: 0,
              privateFlag: true,
              active: true,
              activeLocked: false,
              communityOrSource: false,
              additionalOwners: [],
              hostName: 'example.org',
              dnsActive: 'false',
              whoisActive: 'false',
            },
          },
        },
      },
      {
        call: 'GET /indicators/hosts/example.org',
        status: 200,
        absent: ['data.host.active', 'data.host.privateFlag'],
      },
    ],
  },
  {
    name: 'a private indicator is one like any other to the members of its owner; a custom one cannot be private',
    steps: [
      { call: 'POST /indicators/hosts', body: { hostName: 'a.example', privateFlag: 'true' }, status: 201 },
      { call: 'PUT /indicators/hosts/a.example', body: { rating: 1 }, status: 200 },
      {
        call: 'GET /indicators/hosts?includes=additional',
        status: 200,
        json: { data: { resultCount: 1, host: [{ hostName: 'a.example', privateFlag: true }] } },
      },
      { call: 'PUT /indicators/hosts/a.example', body: { privateFlag: false }, status: 200 },
      {
        call: 'GET /indicators/hosts/a.example?includes=additional',
        status: 200,
        json: { data: { host: { privateFlag: false } } },
      },
      {
        call: 'POST /indicators/mutexes',
        body: { Mutex: 'm', privateFlag: 'true' },
        status: 400,
        says: ['privateFlag', 'must be false'],
      },
      { call: 'POST /indicators/mutexes', body: { Mutex: 'm', privateFlag: 'false' }, status: 201 },
      { call: 'PUT /indicators/mutexes/m', body: { privateFlag: true }, status: 400, says: ['privateFlag'] },
      {
        call: 'GET /indicators/mutexes/m?includes=additional',
        status: 200,
        json: { data: { mutex: { privateFlag: false } } },
      },
    ],
  },
  {
    name: 'a custom indicator says its type where it stands alone',
    steps: [
      {
        call: 'POST /indicators/mutexes',
        body: { Mutex: 'm' },
        status: 201,
        json: { data: { mutex: { type: 'Mutex', webLink: /customIndicator\.xhtml\?id=\d+&owner=MyOrg$/ } } },
        keys: { 'data.mutex': ['id', 'owner', 'type', 'dateAdded', 'lastModified', 'webLink', 'Mutex'] },
      },
    ],
  },
  {
    name: 'links lead to the pages of the documentation',
    steps: [
      {
        call: 'POST /indicators/emailAddresses',
        body: { address: 'bad@gmail.com' },
        status: 201,
        json: {
          data: {
            emailAddress: { webLink: /emailaddress\.xhtml\?emailaddress=bad%40gmail\.com&owner=MyOrg$/ },
          },
        },
      },
      {
        call: 'POST /indicators/urls',
        body: { text: 'http://example.com/' },
        status: 201,
        json: { data: { url: { webLink: /url\.xhtml\?orgid=\d+&owner=MyOrg$/ } } },
      },
      {
        call: 'POST /indicators/files',
        body: { md5: 'a'.repeat(32), sha1: 'b'.repeat(40) },
        status: 201,
        json: { data: { file: { webLink: /file\.xhtml\?file=A{32}&owner=MyOrg$/ } } },
      },
      {
        call: 'POST /victims',
        body: { name: 'Jane' },
        status: 201,
        json: { data: { victim: { webLink: /\/auth\/victim\/victim\.xhtml\?victim=\d+$/ } } },
        keys: { 'data.victim': ['id', 'name', 'webLink'] },
      },
      {
        call: 'POST /tasks',
        body: { name: 'Block it' },
        status: 201,
        json: { data: { task: { webLink: /\/auth\/workflow\/task\.xhtml\?task=\d+$/ } } },
      },
    ],
  },
  {
    name: 'groups of the same name are made anew each time',
    steps: [
      {
        call: 'POST /groups/threats',
        body: { name: 'Twin' },
        status: 201,
        capture: { first: 'data.threat.id' },
      },
      {
        call: 'POST /groups/threats',
        body: { name: 'Twin' },
        status: 201,
        capture: { second: 'data.threat.id' },
      },
      {
        call: 'GET /groups/threats',
        status: 200,
        json: { data: { resultCount: 2, threat: [{ id: '{first}' }, { id: '{second}' }] } },
      },
    ],
  },
]
