// Where indicators are, which were deleted, where files were found, private ones, and the types there are.

import { aDate, anId, type Scenario, type Step } from '@tcex/testkit'

const done = { status: 'Success' }
const hash = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
const file = `/indicators/files/${hash}`

const makeFile: Step = { call: 'POST /indicators/files', body: { md5: hash }, status: 201 }

const deleted = (path: string, ...summaries: readonly string[]): Step => ({
  call: `GET ${path}`,
  status: 200,
  json: { data: { resultCount: summaries.length, indicator: summaries.map((summary) => ({ summary })) } },
})

const owners: readonly Scenario[] = [
  {
    name: 'an indicator says which owners have it, and with includes=additional under which id',
    steps: [
      { ...makeFile, capture: { id: 'data.file.id' } },
      {
        call: `GET ${file}/owners`,
        status: 200,
        json: { data: { owner: [{ id: anId, name: 'MyOrg', type: 'Organization' }] } },
        keys: { data: ['owner'], 'data.owner.0': ['id', 'name', 'type'] },
      },
      {
        call: `GET ${file}/owners?includes=additional`,
        status: 200,
        json: { data: { owner: [{ name: 'MyOrg', itemId: '{id}' }] } },
        keys: { 'data.owner.0': ['id', 'name', 'type', 'itemId'] },
      },
      { call: `GET /indicators/files/${'b'.repeat(32)}/owners`, status: 404, says: ['File'] },
    ],
  },
]

const deletions: readonly Scenario[] = [
  {
    name: 'what was deleted is listed as documented, for 30 days',
    steps: [
      { ...makeFile, at: '2017-10-31T18:32:13Z' },
      deleted('/indicators/deleted'),
      { call: `DELETE ${file}`, at: '2017-11-01T12:00:00Z', status: 200, exactly: done },
      ...['/indicators/deleted', '/indicators/deleted?owner=MyOrg', '/indicators/files/deleted'].map(
        (path): Step => ({
          call: `GET ${path}`,
          status: 200,
          exactly: {
            status: 'Success',
            data: {
              resultCount: 1,
              indicator: [
                {
                  ownerName: 'MyOrg',
                  type: 'File',
                  dateAdded: '2017-10-31T18:32:13Z',
                  summary: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
                },
              ],
            },
          },
        }),
      ),
      deleted('/indicators/hosts/deleted'),
      { ...deleted('/indicators/deleted', hash.toUpperCase()), at: '2017-12-01T12:00:00Z' },
      { ...deleted('/indicators/deleted'), at: '2017-12-01T12:00:01Z' },
      { call: 'GET /indicators/deleted?owner=Other', status: 403, says: ['Other'] },
      { call: 'GET /indicators/balloons/deleted', status: 404, says: ['balloons'] },
    ],
  },
  {
    name: 'deletions can be asked for by type, by time, by value and page by page',
    steps: [
      ...['a', 'b', 'c'].flatMap((Mutex, index): readonly Step[] => [
        {
          call: 'POST /indicators/mutexes',
          at: `2017-11-0${index + 1}T00:00:00Z`,
          body: { Mutex },
          status: 201,
        },
        { call: `DELETE /indicators/mutexes/${Mutex}`, status: 200 },
      ]),
      { call: 'POST /indicators/addresses', body: { ip: '2001:db8::1' }, status: 201 },
      { call: 'DELETE /indicators/addresses/2001:db8::1', status: 200 },
      deleted('/indicators/mutexes/deleted', 'a', 'b', 'c'),
      deleted('/indicators/addresses/deleted', '2001:db8:0:0:0:0:0:1'),
      deleted('/indicators/mutexes/deleted?deletedSince=2017-11-02T00:00:00Z', 'b', 'c'),
      deleted('/indicators/mutexes/deleted?modifiedSince=2017-11-03', 'c'),
      deleted('/indicators/deleted?filters=summary%3D2001:DB8::1', '2001:db8:0:0:0:0:0:1'),
      deleted('/indicators/deleted?filters=summary%5Eb', 'b'),
      deleted(
        '/indicators/mutexes/deleted?filters=summary%3Da,dateAdded%3E2017-11-02&orParams=true',
        'a',
        'c',
      ),
      {
        call: 'GET /indicators/mutexes/deleted?resultStart=1&resultLimit=1',
        status: 200,
        json: { data: { indicator: [{ summary: 'b' }] } },
        absent: ['data.resultCount'],
      },
      {
        call: 'GET /indicators/mutexes/deleted?resultLimit=1',
        status: 200,
        json: { data: { resultCount: 3, indicator: [{ summary: 'a' }] } },
      },
      { call: 'GET /indicators/deleted?deletedSince=lately', status: 400, says: ['"deletedSince"'] },
      { call: 'GET /indicators/deleted?filters=rating%3E1', status: 400, says: ['rating', 'summary'] },
    ],
  },
  {
    name: 'what was made again is not deleted, and what was deleted twice is so once',
    steps: [
      makeFile,
      { call: `DELETE ${file}`, status: 200 },
      { call: 'POST /indicators/files', body: { md5: hash, sha1: 'b'.repeat(40) }, status: 201 },
      deleted('/indicators/deleted'),
      { call: `DELETE ${file}`, status: 200 },
      makeFile,
      { call: `DELETE ${file}`, status: 200 },
      {
        call: 'GET /indicators/deleted',
        status: 200,
        json: { data: { resultCount: 2 } },
      },
      { call: 'POST /groups/threats', body: { name: 't' }, status: 201, capture: { id: 'data.threat.id' } },
      { call: 'DELETE /groups/threats/{id}', status: 200 },
      { call: 'GET /indicators/deleted', status: 200, json: { data: { resultCount: 2 } } },
    ],
  },
  {
    name: 'an indicator whose value is the word "deleted" can still be changed and deleted',
    steps: [
      { call: 'POST /indicators/mutexes', body: { Mutex: 'deleted' }, status: 201 },
      { call: 'PUT /indicators/mutexes/deleted', body: { rating: 3 }, status: 200 },
      { call: 'GET /indicators/mutexes/deleted/tags', status: 200 },
      deleted('/indicators/mutexes/deleted'),
      { call: 'DELETE /indicators/mutexes/deleted', status: 200 },
      deleted('/indicators/mutexes/deleted', 'deleted'),
    ],
  },
  {
    name: 'lists hold what was modified on or after a date',
    steps: [
      { ...makeFile, at: '2017-08-21T11:59:59Z' },
      {
        call: 'POST /indicators/hosts',
        at: '2017-08-21T12:00:00Z',
        body: { hostName: 'example.com' },
        status: 201,
      },
      deleted('/indicators?modifiedSince=2017-08-21T12:00:00Z', 'example.com'),
      deleted('/indicators?modifiedSince=2017-08-21T12:00:00Z&owner=MyOrg', 'example.com'),
      deleted('/indicators?modifiedSince=2017-08-21T12:00:01Z'),
      { call: `PUT ${file}`, at: '2017-08-22T00:00:00Z', body: { rating: 3 }, status: 200 },
      deleted('/indicators?modifiedSince=2017-08-21T12:00:01Z', hash.toUpperCase()),
      {
        call: 'GET /indicators/files?modifiedSince=2017-08-22',
        status: 200,
        json: { data: { resultCount: 1 } },
      },
      { call: 'GET /indicators?modifiedSince=lately', status: 400, says: ['"modifiedSince"'] },
    ],
  },
]

const occurrence = { fileName: 'win999301.dll', path: 'C:\\\\Windows\\System' }

const occurrences: readonly Scenario[] = [
  {
    name: 'where a file was found is added, read, changed and deleted, as documented',
    steps: [
      makeFile,
      {
        call: `GET ${file}/fileOccurrences`,
        status: 200,
        exactly: { status: 'Success', data: { resultCount: 0, fileOccurrence: [] } },
      },
      {
        call: `POST ${file}/fileOccurrences`,
        body: { ...occurrence, date: '2017-07-13T00:00:00-05:00' },
        status: 201,
        json: {
          status: 'Success',
          data: { fileOccurrence: { id: anId, ...occurrence, date: '2017-07-13T05:00:00Z' } },
        },
        keys: { 'data.fileOccurrence': ['id', 'fileName', 'path', 'date'] },
        capture: { id: 'data.fileOccurrence.id' },
      },
      {
        call: `GET ${file}/fileOccurrences/{id}`,
        status: 200,
        exactly: {
          status: 'Success',
          data: { fileOccurrence: { id: '{id}', ...occurrence, date: '2017-07-13T05:00:00Z' } },
        },
      },
      {
        call: `PUT ${file}/fileOccurrences/{id}`,
        body: { fileName: 'newFileName.exe', path: 'C:\\\\Windows\\User32', date: '2017-07-14T05:00:00Z' },
        status: 200,
        exactly: {
          status: 'Success',
          data: {
            fileOccurrence: {
              id: '{id}',
              fileName: 'newFileName.exe',
              path: 'C:\\\\Windows\\User32',
              date: '2017-07-14T05:00:00Z',
            },
          },
        },
      },
      {
        call: `PUT ${file}/fileOccurrences/{id}`,
        body: { fileName: 'again.exe' },
        status: 200,
        json: { data: { fileOccurrence: { fileName: 'again.exe', date: '2017-07-14T05:00:00Z' } } },
      },
      { call: `POST ${file}/fileOccurrences`, body: { date: '2017-07-15' }, status: 201 },
      {
        call: `GET ${file}/fileOccurrences`,
        status: 200,
        json: {
          data: {
            resultCount: 2,
            fileOccurrence: [{ fileName: 'again.exe' }, { id: anId, date: '2017-07-15T00:00:00Z' }],
          },
        },
        keys: { 'data.fileOccurrence.1': ['id', 'date'] },
      },
      {
        call: `GET ${file}/fileOccurrences?resultStart=1`,
        status: 200,
        json: { data: { fileOccurrence: [{ date: aDate }] } },
        absent: ['data.resultCount'],
      },
      { call: `DELETE ${file}/fileOccurrences/{id}`, status: 200, exactly: done },
      { call: `DELETE ${file}/fileOccurrences/{id}`, status: 404, says: ['file occurrence'] },
      { call: `GET ${file}/fileOccurrences`, status: 200, json: { data: { resultCount: 1 } } },
    ],
  },
  {
    name: 'an occurrence that says nothing, or stands elsewhere, is refused',
    steps: [
      makeFile,
      {
        call: `POST ${file}/fileOccurrences`,
        body: {},
        status: 400,
        says: ['"fileName" is required', 'path'],
      },
      { call: `POST ${file}/fileOccurrences`, body: { path: null }, status: 400, says: ['is required'] },
      { call: `POST ${file}/fileOccurrences`, status: 400, says: ['body'] },
      { call: `POST ${file}/fileOccurrences`, body: { date: 'once' }, status: 400, says: ['"date"'] },
      { call: `POST ${file}/fileOccurrences`, body: { fileName: 7 }, status: 400, says: ['"fileName"'] },
      { call: `POST ${file}/fileOccurrences`, body: { folder: 'x' }, status: 400, says: ['"folder"'] },
      {
        call: `POST ${file}/fileOccurrences`,
        body: { fileName: 'a' },
        status: 201,
        capture: { id: 'data.fileOccurrence.id' },
      },
      { call: `PUT ${file}/fileOccurrences/{id}`, body: {}, status: 400, says: ['is required'] },
      { call: `GET ${file}/fileOccurrences/999`, status: 404 },
      { call: `GET ${file}/fileOccurrences/first`, status: 404, says: ['"first"'] },
      { call: 'POST /indicators/files', body: { md5: 'b'.repeat(32) }, status: 201 },
      ...(['GET', 'DELETE'] as const).map(
        (method): Step => ({
          call: `${method} /indicators/files/${'b'.repeat(32)}/fileOccurrences/{id}`,
          status: 404,
        }),
      ),
      { call: 'POST /indicators/hosts', body: { hostName: 'example.com' }, status: 201 },
      { call: 'GET /indicators/hosts/example.com/fileOccurrences', status: 404, says: ['Host'] },
      { call: `DELETE ${file}`, status: 200 },
      makeFile,
      { call: `GET ${file}/fileOccurrences`, status: 200, json: { data: { resultCount: 0 } } },
    ],
  },
]

const states: readonly Scenario[] = [
  {
    name: "an indicator's status and lock are kept as any client writes them",
    steps: [
      { call: 'POST /indicators/hosts', body: { hostName: 'example.com', active: 'false' }, status: 201 },
      { call: 'GET /indicators/hosts', status: 200, json: { data: { resultCount: 0 } } },
      {
        call: 'GET /indicators/hosts/example.com?includeAdditional=true',
        status: 200,
        json: { data: { host: { active: false, activeLocked: false } } },
      },
      { call: 'PUT /indicators/hosts/example.com', body: { active: 1, activeLocked: 1 }, status: 200 },
      {
        call: 'GET /indicators/hosts?includes=additional',
        status: 200,
        json: { data: { resultCount: 1, host: [{ active: true, activeLocked: true }] } },
      },
      { call: 'PUT /indicators/hosts/example.com', body: { active: 0, activeLocked: 0 }, status: 200 },
      {
        call: 'GET /indicators?filters=active%3Dtrue,active%3Dfalse&orParams=true&includes=additional',
        status: 200,
        json: { data: { resultCount: 1, indicator: [{ active: false, activeLocked: false }] } },
      },
      { call: 'PUT /indicators/hosts/example.com', body: { active: 2 }, status: 400, says: ['"active"'] },
    ],
  },
]

const types: readonly Scenario[] = [
  {
    name: "an indicator type with includeAdditional has its regexes, as the documentation's sample of files",
    steps: [
      {
        call: 'GET /types/indicatorTypes/file?includeAdditional=true',
        status: 200,
        exactly: {
          status: 'Success',
          data: {
            indicatorType: {
              name: 'File',
              custom: 'false',
              parsable: 'true',
              apiBranch: 'files',
              apiEntity: 'file',
              value1Label: 'MD5',
              value1Type: 'text',
              value2Label: 'SHA-1',
              value2Type: 'text',
              value3Label: 'SHA-256',
              value3Type: 'text',
              regexes: ['\\b([a-fA-F\\d]{32})\\b', '\\b([a-fA-F\\d]{40})\\b', '\\b([a-fA-F\\d]{64})\\b'],
              keys: { key1: 'md5', key2: 'sha1', key3: 'sha256' },
            },
          },
        },
      },
      { call: 'GET /types/indicatorTypes/file', status: 200, absent: ['data.indicatorType.regexes'] },
      {
        call: 'GET /types/indicatorTypes/mutex?includes=additional',
        status: 200,
        absent: ['data.indicatorType.regexes'],
      },
    ],
  },
  {
    name: 'every way to associate is a type',
    steps: [
      {
        call: 'GET /types/associationTypes/Adversary/',
        status: 200,
        exactly: {
          status: 'Success',
          data: {
            associationType: {
              name: 'Adversary',
              custom: 'false',
              fileAction: 'false',
              apiBranch: 'adversaries',
            },
          },
        },
      },
      ...['ASN%20to%20CIDR', 'asn%20to%20cidr', 'asnToCidr'].map(
        (name): Step => ({
          call: `GET /types/associationTypes/${name}`,
          status: 200,
          exactly: {
            status: 'Success',
            data: {
              associationType: {
                name: 'ASN to CIDR',
                custom: 'true',
                fileAction: 'false',
                apiBranch: 'asnToCidr',
              },
            },
          },
        }),
      ),
      {
        call: 'GET /types/associationTypes/File%20Mutex',
        status: 200,
        json: { data: { associationType: { fileAction: 'true', apiBranch: 'mutex' } } },
      },
      { call: 'GET /types/associationTypes/Balloon', status: 404, says: ['"Balloon"'] },
      {
        call: 'GET /types/associationTypes/',
        status: 200,
        json: { data: { resultCount: 31, associationType: { 0: { name: 'Adversary' } } } },
      },
    ],
  },
]

const bulk: readonly Scenario[] = [
  {
    name: "an owner's bulk reports are there whenever they are asked for",
    steps: [
      {
        call: 'GET /indicators/bulk?owner=MyOrg',
        at: '2015-03-26T19:06:53Z',
        status: 200,
        text: JSON.stringify({
          bulkStatus: {
            name: 'MyOrg',
            csvEnabled: true,
            jsonEnabled: true,
            nextRun: '2015-03-27T00:00:00Z',
            lastRun: '2015-03-26T19:06:53Z',
            status: 'Complete',
          },
        }),
      },
      { call: 'GET /indicators/bulk/json', status: 200, text: '{"indicator":[]}' },
      { call: 'GET /indicators/bulk/csv', status: 200, text: 'Type,Value,Rating,Confidence\n' },
      { call: 'GET /indicators/bulk/xml', status: 404, says: ['"xml"', 'json', 'csv'] },
      { call: 'GET /indicators/bulk/csv?owner=Other', status: 403, says: ['Other'] },
    ],
  },
  {
    name: 'the CSV report has a line for each active indicator that is not private, as documented',
    steps: [
      ...(
        [
          ['hosts', { hostName: 'example.com' }],
          ['addresses', { ip: '192.168.31.136', rating: 3, confidence: 0 }],
          ['files', { md5: 'ABCDE123456804A61F2A704811F51BCD', rating: 3, confidence: 55 }],
          ['urls', { text: 'http://www.example.com/malware.exe', confidence: 0 }],
          ['emailAddresses', { address: 'spearphisher@example.com', rating: 3, confidence: 62 }],
          ['mutexes', { Mutex: 'a,"b"' }],
          ['mutexes', { Mutex: 'inactive', active: false }],
          ['hosts', { hostName: 'private.example', privateFlag: true }],
        ] as const
      ).map(([branch, body]): Step => ({ call: `POST /indicators/${branch}`, body, status: 201 })),
      {
        call: 'GET /indicators/bulk/csv?runNow=true',
        status: 200,
        text: [
          'Type,Value,Rating,Confidence',
          'Host,example.com,null,null',
          'Address,192.168.31.136,3.00,0',
          'File,ABCDE123456804A61F2A704811F51BCD,3.00,55',
          'URL,http://www.example.com/malware.exe,null,0',
          'EmailAddress,spearphisher@example.com,3.00,62',
          'Mutex,"a,""b""",null,null',
          '',
        ].join('\n'),
      },
    ],
  },
]

export const indicatorScenarios: readonly Scenario[] = [
  ...owners,
  ...deletions,
  ...occurrences,
  ...states,
  ...types,
  ...bulk,
]
