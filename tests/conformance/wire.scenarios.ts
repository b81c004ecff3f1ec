// How calls may be written, and what indicators do with the spellings of a value.

import { anId, aText, type Scenario, type Step } from '@tcex/testkit'

const done = { status: 'Success' }

const writing: readonly Scenario[] = [
  {
    name: 'a path may end in a slash',
    steps: [
      { call: 'POST /groups/threats/', body: { name: 'x' }, status: 201, capture: { id: 'data.threat.id' } },
      ...[
        '/groups/',
        '/groups/threats/',
        '/groups/threats/{id}/',
        '/groups/threats/{id}/tags/',
        '/tags/x/groups/',
        '/owners/',
        '/tasks/',
        '/victims/',
      ].map((path): Step => ({ call: `GET ${path}`, status: 200 })),
      { call: 'GET /groups/?filters=name%3Dx', status: 200, json: { data: { resultCount: 1 } } },
      { call: 'POST /groups/threats/{id}/tags/t/', status: 201, exactly: done },
      { call: 'DELETE /groups/threats/{id}/', status: 200, exactly: done },
    ],
  },
  {
    name: 'percent-encoding counts the same in either case, and blanks may be + or %20 in a query',
    steps: [
      { call: 'POST /indicators/cidrBlocks', body: { Block: '10.0.0.0/24' }, status: 201 },
      ...['10.0.0.0%2F24', '10.0.0.0%2f24', '%31%30.0.0.0%2f24', '10%2e0%2E0.0%2F24'].map(
        (value): Step => ({
          call: `GET /indicators/cidrBlocks/${value}`,
          status: 200,
          json: { data: { cidrBlock: { Block: '10.0.0.0/24' } } },
        }),
      ),
      { call: 'POST /groups/threats', body: { name: 'two words+more' }, status: 201 },
      ...['two%20words%2Bmore', 'two+words%2bmore'].map(
        (value): Step => ({
          call: `GET /groups?filters=name%3d${value}`,
          status: 200,
          json: { data: { resultCount: 1 } },
        }),
      ),
      { call: 'POST /indicators/mutexes', body: { Mutex: 'a+b c' }, status: 201 },
      { call: 'GET /indicators/mutexes/a+b%20c', status: 200 },
      { call: 'GET /indicators/mutexes/a%2Bb%20c', status: 200 },
      { call: 'GET /indicators/mutexes/a%20b%20c', status: 404 },
      { call: 'GET /groups?owner=My%4frg', status: 200 },
    ],
  },
  {
    name: 'a percent sign that encodes nothing is refused',
    steps: [
      'GET /indicators/mutexes/%',
      'GET /indicators/mutexes/%zz',
      'GET /indicators/mutexes/a%2',
      'GET /groups?owner=%',
      'GET /groups?filters=name%3D%E0%A4',
      'GET /indicators/mutexes/%ff',
      'GET /tags/%C3%28/groups',
    ].map((call): Step => ({ call: call as Step['call'], status: 400, says: ['%25'] })),
  },
  {
    name: 'values are decoded once',
    steps: [
      ...['%41', '%2541', '%25', 'a%2Fb', '100%', '%00'].map(
        (Mutex): Step => ({ call: 'POST /indicators/mutexes', body: { Mutex }, status: 201 }),
      ),
      ...['%2541', '%252541', '%2525', 'a%252Fb', '100%25', '%2500'].map(
        (value): Step => ({
          call: `GET /indicators/mutexes/${value}`,
          status: 200,
          json: { data: { mutex: { Mutex: decodeURIComponent(value) } } },
        }),
      ),
      { call: 'GET /indicators/mutexes/%41', status: 404 },
      { call: 'GET /indicators/mutexes/a%2Fb', status: 404 },
    ],
  },
  {
    name: 'an empty POST may say that it is JSON',
    steps: [
      { call: 'POST /groups/threats', body: { name: 'x' }, status: 201, capture: { id: 'data.threat.id' } },
      ...[
        'application/json',
        'application/json; charset=utf-8',
        'text/plain',
        'application/x-www-form-urlencoded',
      ].flatMap((type, index): Step[] => [
        {
          call: `POST /groups/threats/{id}/tags/t${index}`,
          body: '',
          headers: { 'content-type': type },
          status: 201,
          exactly: done,
        },
        {
          call: `DELETE /groups/threats/{id}/tags/t${index}`,
          body: '',
          headers: { 'content-type': type },
          status: 200,
          exactly: done,
        },
      ]),
      { call: 'POST /groups/threats/{id}/securityLabels/TLP%3ARED', body: '{}', status: 201 },
      { call: 'POST /groups/threats/{id}/tags/t', body: 'not JSON', status: 201 },
    ],
  },
  {
    name: 'JSON is read whatever its content type, and a body on DELETE does no harm',
    steps: [
      ...[
        'application/json; charset=utf-8',
        'Application/JSON',
        'text/plain;charset=UTF-8',
        'application/octet-stream',
        'application/vnd.api+json',
      ].map(
        (type): Step => ({
          call: 'POST /groups/threats',
          body: '{"name":"x"}',
          headers: { 'content-type': type },
          status: 201,
        }),
      ),
      {
        call: 'POST /groups/threats',
        body: new TextEncoder().encode('{"name":"bytes"}'),
        status: 201,
        capture: { id: 'data.threat.id' },
      },
      { call: 'DELETE /groups/threats/{id}', body: { name: 'ignored' }, status: 200, exactly: done },
      { call: 'GET /groups/threats', status: 200, json: { data: { resultCount: 5 } } },
    ],
  },
  {
    name: 'numbers and flags may come as texts',
    steps: [
      {
        call: 'POST /indicators/hosts',
        body: {
          hostName: 'a.example',
          rating: '4.5',
          confidence: '80',
          active: 'true',
          activeLocked: 'false',
          dnsActive: true,
          whoisActive: 'TRUE',
        },
        status: 201,
        json: { data: { host: { rating: 4.5, confidence: 80, dnsActive: 'true', whoisActive: 'true' } } },
      },
      {
        call: 'POST /indicators/files',
        body: { md5: 'A'.repeat(32), size: '5366' },
        status: 201,
        json: { data: { file: { size: 5366 } } },
      },
      {
        call: 'POST /groups/documents',
        body: { name: 'd', fileName: 'd.zip', malware: 'true' },
        status: 201,
        json: { data: { document: { malware: true } } },
      },
    ],
  },
  {
    name: 'dates are stored as UTC, whatever their zone',
    steps: [
      ...[
        ['2018-03-20T13:36:53-04:00', '2018-03-20T17:36:53Z'],
        ['2018-03-20T13:36:53+09:00', '2018-03-20T04:36:53Z'],
        ['2018-03-20T13:36:53 09:00', '2018-03-20T04:36:53Z'],
        ['2018-03-20T13:36:53', '2018-03-20T13:36:53Z'],
        ['2018-03-20T13:36:53.123Z', '2018-03-20T13:36:53Z'],
        ['2018-03-20', '2018-03-20T00:00:00Z'],
        ['2017-7-3', '2017-07-03T00:00:00Z'],
      ].map(
        ([dueDate, stored]): Step => ({
          call: 'POST /tasks',
          body: { name: 'x', dueDate },
          status: 201,
          json: { data: { task: { dueDate: stored } } },
        }),
      ),
      {
        at: '2024-03-05T12:00:00Z',
        call: 'POST /tasks',
        body: { name: 'x', dueDate: '3 days ago' },
        status: 201,
        json: { data: { task: { dueDate: '2024-03-02T12:00:00Z' } } },
      },
      {
        call: 'GET /tasks?filters=dueDate%3E2018-03-20T14:36:53+01:00',
        status: 200,
        json: { data: { resultCount: 2 } },
      },
      {
        call: 'GET /tasks?filters=dueDate%3E2018-03-20T14:36:53%2B01:00',
        status: 200,
        json: { data: { resultCount: 2 } },
      },
    ],
  },
  {
    name: 'header names count in any case',
    steps: [
      {
        call: 'POST /groups/threats',
        body: '{"name":"x"}',
        headers: { 'CONTENT-TYPE': 'application/json', aCCept: 'text/html' },
        status: 201,
      },
    ],
  },
  {
    name: 'unknown parameters of a query do no harm',
    steps: [
      {
        call: 'GET /groups?createActivityLog=false&__proto__=1&constructor=2&a=b=c&&=&x',
        status: 200,
        json: { data: { resultCount: 0 } },
      },
      { call: 'GET /groups??resultLimit=0', status: 200 },
    ],
  },
]

const md5 = 'A'.repeat(32)
const sha1 = 'B'.repeat(40)
const sha256 = 'C'.repeat(64)

const upserts: readonly Scenario[] = [
  {
    name: 'an indicator that is there already is updated and given back as it now is, with 201',
    steps: [
      {
        call: 'POST /indicators/addresses',
        body: { ip: '2001:DB8::1', rating: 3, confidence: 40 },
        status: 201,
        capture: { id: 'data.address.id' },
      },
      { call: 'POST /indicators/addresses/2001%3Adb8%3A%3A1/tags/t', status: 201 },
      {
        at: '2030-01-01T00:00:00Z',
        call: 'POST /indicators/addresses',
        body: { ip: '[2001:0db8:0::0001]', confidence: 80 },
        status: 201,
        json: {
          data: {
            address: {
              id: '{id}',
              ip: '2001:db8:0:0:0:0:0:1',
              rating: 3,
              confidence: 80,
              lastModified: '2030-01-01T00:00:00Z',
            },
          },
        },
      },
      {
        call: 'POST /indicators/addresses',
        body: { ip: '2001:db8::1', rating: null },
        status: 201,
        json: { data: { address: { id: '{id}', rating: 3, confidence: 80 } } },
      },
      { call: 'GET /indicators', status: 200, json: { data: { resultCount: 1 } } },
      { call: 'GET /indicators/addresses/2001:db8::1/tags', status: 200, json: { data: { resultCount: 1 } } },
      {
        call: 'POST /indicators/addresses',
        body: { ip: '2001:db8::1', rating: 9 },
        status: 400,
        says: ['"rating"'],
      },
      {
        call: 'GET /indicators/addresses/2001:db8::1',
        status: 200,
        json: { data: { address: { rating: 3 } } },
      },
    ],
  },
  {
    name: 'the same text is another indicator under another type',
    steps: [
      {
        call: 'POST /indicators/mutexes',
        body: { Mutex: 'example.com' },
        status: 201,
        capture: { mutex: 'data.mutex.id' },
      },
      {
        call: 'POST /indicators/hosts',
        body: { hostName: 'example.com' },
        status: 201,
        capture: { host: 'data.host.id' },
      },
      { call: 'POST /indicators/userAgents', body: { 'User Agent String': 'example.com' }, status: 201 },
      {
        call: 'GET /indicators?filters=summary%3Dexample.com',
        status: 200,
        json: { data: { resultCount: 3 } },
      },
      { call: 'DELETE /indicators/mutexes/example.com', status: 200 },
      { call: 'GET /indicators/hosts/example.com', status: 200, json: { data: { host: { id: '{host}' } } } },
    ],
  },
  {
    name: 'values whose case matters are kept apart',
    steps: [
      { call: 'POST /indicators/mutexes', body: { Mutex: 'Abc' }, status: 201 },
      { call: 'POST /indicators/mutexes', body: { Mutex: 'abc' }, status: 201 },
      { call: 'POST /indicators/mutexes', body: { Mutex: 'abc ' }, status: 201 },
      { call: 'POST /indicators/urls', body: { text: 'http://a.example/X' }, status: 201 },
      { call: 'POST /indicators/urls', body: { text: 'http://a.example/x' }, status: 201 },
      { call: 'GET /indicators', status: 200, json: { data: { resultCount: 5 } } },
    ],
  },
  {
    name: 'a file is found by any of its hashes, and gains those that it did not have',
    steps: [
      {
        call: 'POST /indicators/files',
        body: { md5: md5.toLowerCase(), size: 7 },
        status: 201,
        capture: { id: 'data.file.id' },
      },
      {
        call: 'POST /indicators/files',
        body: { md5, sha1 },
        status: 201,
        json: { data: { file: { id: '{id}', md5, sha1, size: 7 } } },
      },
      {
        call: `PUT /indicators/files/${sha1.toLowerCase()}`,
        body: { sha256 },
        status: 200,
        json: { data: { file: { id: '{id}', md5, sha1, sha256 } } },
      },
      ...[
        md5,
        sha1,
        sha256,
        sha256.toLowerCase(),
        `${md5}%20%3A%20${sha1}%20%3A%20${sha256}`,
        `${sha256}%20:%20${md5}`,
      ].map(
        (path): Step => ({
          call: `GET /indicators/files/${path}`,
          status: 200,
          json: { data: { file: { id: '{id}' } } },
        }),
      ),
      ...[md5, sha1.toLowerCase(), sha256, `${md5} : ${sha1} : ${sha256}`].map(
        (value): Step => ({
          call: `GET /indicators?filters=summary%3D${encodeURIComponent(value)}`,
          status: 200,
          json: { data: { resultCount: 1, indicator: [{ summary: `${md5} : ${sha1} : ${sha256}` }] } },
        }),
      ),
      { call: `GET /indicators/files/${'D'.repeat(32)}`, status: 404 },
      { call: `GET /indicators/files/${'D'.repeat(33)}`, status: 400, says: ['File', 'MD5'] },
      {
        call: 'POST /indicators/files',
        body: { md5: null, sha1, size: null, sha256: null },
        status: 201,
        json: { data: { file: { id: '{id}', size: 7 } } },
      },
      { call: `DELETE /indicators/files/${sha256}`, status: 200 },
      { call: `GET /indicators/files/${md5}`, status: 404 },
      {
        call: 'POST /indicators/files',
        body: { sha1 },
        status: 201,
        json: { data: { file: { id: anId, sha1 } } },
        absent: ['data.file.md5', 'data.file.size'],
      },
    ],
  },
  {
    name: 'hashes of different files are refused and change nothing',
    steps: [
      { call: 'POST /indicators/files', body: { md5 }, status: 201, capture: { a: 'data.file.id' } },
      { call: 'POST /indicators/files', body: { sha1 }, status: 201, capture: { b: 'data.file.id' } },
      {
        call: 'POST /indicators/files',
        body: { md5, sha1, rating: 5 },
        status: 400,
        says: ['hashes', 'File'],
      },
      { call: `PUT /indicators/files/${md5}`, body: { sha1, rating: 5 }, status: 400, says: ['hashes'] },
      { call: `GET /indicators/files/${md5}%20%3A%20${sha1}`, status: 400, says: ['hashes'] },
      { call: `PUT /indicators/files/${md5}`, body: { md5: 'D'.repeat(32) }, status: 400, says: ['"md5"'] },
      {
        call: 'POST /indicators/files',
        body: { md5, sha256 },
        status: 201,
        json: { data: { file: { id: '{a}', md5, sha256 } } },
      },
      {
        call: 'POST /indicators/files',
        body: { md5: 'D'.repeat(32), sha256 },
        status: 400,
        says: ['hashes'],
      },
      {
        call: `GET /indicators/files/${md5}`,
        status: 200,
        json: { data: { file: { id: '{a}' } } },
        absent: ['data.file.rating', 'data.file.sha1'],
      },
      { call: `GET /indicators/files/${'D'.repeat(32)}`, status: 404 },
      { call: 'GET /indicators', status: 200, json: { data: { resultCount: 2 } } },
    ],
  },
  {
    name: 'registry keys are named by their three parts, also where a part looks like a separator',
    steps: [
      ...[
        ['HKLM\\A', 'v', 'REG_SZ'],
        ['HKLM\\A', ' ', 'REG_SZ'],
        ['HKLM\\A : B', 'v', 'REG_SZ'],
        ['HKLM\\A', 'x : y', 'REG_SZ'],
        ['HKLM\\C', ':', 'REG_SZ'],
        ['HKLM\\C', 'a :', 'REG_SZ'],
        ['HKLM\\C', ': a', 'REG_SZ'],
        ['HKLM\\C :', 'v', 'REG_SZ'],
        ['HKLM\\D', 'a :  : b', 'REG_SZ'],
      ].flatMap(([key = '', name = '', type = '']): Step[] => {
        const full = key.replace('HKLM', 'HKEY_LOCAL_MACHINE')
        const parts = { 'Key Name': full, 'Value Name': name, 'Value Type': type }
        const path = `/indicators/registryKeys/${encodeURIComponent([full, name, type].join(' : '))}` as const
        return [
          {
            call: 'POST /indicators/registryKeys',
            body: { ...parts, 'Key Name': key },
            status: 201,
            json: { data: { registryKey: parts } },
            capture: { id: 'data.registryKey.id' },
          },
          { call: `GET ${path}`, status: 200, json: { data: { registryKey: { id: '{id}', ...parts } } } },
          { call: `POST ${path}/tags/t`, status: 201 },
          {
            call: `PUT ${path}`,
            body: { rating: 1 },
            status: 200,
            json: { data: { registryKey: { id: '{id}', ...parts } } },
          },
          { call: `GET ${path}/tags`, status: 200, json: { data: { resultCount: 1 } } },
          { call: `DELETE ${path}`, status: 200 },
        ]
      }),
      {
        call: 'POST /indicators/registryKeys',
        body: { 'Key Name': 'HKCU\\E', 'Value Name': ' ', 'Value Type': 'REG_SZ' },
        status: 201,
        capture: { id: 'data.registryKey.id' },
      },
      ...[
        'HKEY_CURRENT_USER%5CE%20%3A%20%20%20%3A%20REG_SZ',
        'HKCU%5CE%20%3A%20%20%3A%20REG_SZ',
        'HKCU%5CE%20%3A%20%3A%20REG_SZ',
      ].map(
        (value): Step => ({
          call: `GET /indicators/registryKeys/${value}`,
          status: 200,
          json: { data: { registryKey: { id: '{id}' } } },
        }),
      ),
      { call: 'GET /indicators/registryKeys/NOWHERE%5CE', status: 400, says: ['Registry Key'] },
    ],
  },
]

const tasks: readonly Scenario[] = [
  {
    name: 'a task names its assignees and escalatees, in both spellings of the documentation',
    steps: [
      { call: 'GET /owners/mine/members', status: 200, capture: { user: 'data.user.0.userName' } },
      {
        call: 'POST /tasks',
        body: { name: 'x', assignee: [{ userName: '{user}' }], escalatee: [{ userName: '{user}' }] },
        status: 201,
        json: {
          data: {
            task: {
              assignee: [{ userName: '{user}', firstName: aText, lastName: aText }],
              escalatee: [{ userName: '{user}' }],
            },
          },
        },
        capture: { id: 'data.task.id' },
      },
      {
        call: 'PUT /tasks/{id}',
        body: { assignee: { userName: ['{user}'] } },
        status: 200,
        json: { data: { task: { assignee: [{ userName: '{user}' }] } } },
      },
      {
        call: 'PUT /tasks/{id}',
        body: { assignee: [] },
        status: 200,
        json: { data: { task: { escalatee: [{ userName: '{user}' }] } } },
      },
      { call: 'GET /tasks?filters=assignee%3D{user}', status: 200, json: { data: { resultCount: 0 } } },
      ...['In Progress', 'Completed', 'Waiting on Someone', 'Deferred', 'Not Started'].map(
        (status): Step => ({
          call: 'PUT /tasks/{id}',
          body: { status },
          status: 200,
          json: { data: { task: { status } } },
        }),
      ),
    ],
  },
  {
    name: 'every status of an incident and an event, and every file type of a signature, is taken',
    steps: [
      ...[
        'New',
        'Open',
        'Stalled',
        'Containment Achieved',
        'Restoration Achieved',
        'Incident Reported',
        'Closed',
        'Rejected',
        'Deleted',
      ].map(
        (status): Step => ({
          call: 'POST /groups/incidents',
          body: { name: 'x', eventDate: '2017-07-13', status },
          status: 201,
          json: { data: { incident: { status } } },
        }),
      ),
      ...['Needs Review', 'False Positive', 'No Further Action', 'Escalated'].map(
        (status): Step => ({
          call: 'POST /groups/events',
          body: { name: 'x', eventDate: '2017-07-13', status },
          status: 201,
          json: { data: { event: { status } } },
        }),
      ),
      ...[
        'Bro',
        'ClamAV®',
        'CybOX™',
        'Iris™ Search Hash',
        'KQL',
        'OpenIOC',
        'Regex',
        'Splunk® Search Processing Language (SPL)',
        'Sigma',
        'Snort®',
        'Suricata',
        'TQL Query',
        'YARA',
      ].map(
        (fileType): Step => ({
          call: 'POST /groups/signatures',
          body: { name: 'x', fileName: 'x', fileType, fileText: 'x' },
          status: 201,
          json: { data: { signature: { fileType: fileType.replace(/[®™]/g, '') } } },
        }),
      ),
    ],
  },
]

const binary = { 'content-type': 'application/octet-stream' }

const contents: Scenario = {
  name: 'contents of documents, reports and signatures',
  steps: [
    {
      call: 'POST /groups/documents',
      body: { name: 'd', fileName: '../../etc/passwd.PDF' },
      status: 201,
      capture: { id: 'data.document.id' },
    },
    { call: 'GET /groups/documents/{id}/download', status: 404, says: ['Document', 'content'] },
    {
      call: 'POST /groups/documents/{id}/upload',
      body: 'This is the content of the document!',
      headers: binary,
      status: 200,
      exactly: done,
    },
    {
      call: 'GET /groups/documents/{id}/download',
      status: 200,
      text: 'This is the content of the document!',
    },
    {
      call: 'GET /groups/documents/{id}',
      status: 200,
      json: {
        data: {
          document: { fileName: '../../etc/passwd.PDF', fileSize: 36, status: 'Success' },
        },
      },
      absent: ['data.document.fileType'],
    },
    {
      call: 'POST /groups/documents/{id}/upload',
      body: 'again',
      headers: binary,
      status: 401,
      says: ['PUT'],
    },
    {
      call: 'GET /groups/documents/{id}/download',
      status: 200,
      text: 'This is the content of the document!',
    },
    {
      call: 'PUT /groups/documents/{id}/upload',
      body: 'New Document contents here.',
      headers: binary,
      status: 200,
      exactly: done,
    },
    { call: 'GET /groups/documents/{id}/download', status: 200, text: 'New Document contents here.' },
    { call: 'PUT /groups/documents/{id}/upload', body: '', headers: binary, status: 200 },
    { call: 'GET /groups/documents/{id}/download', status: 200, text: '' },
    { call: 'GET /groups/documents/{id}', status: 200, json: { data: { document: { fileSize: 0 } } } },
    {
      call: 'POST /groups/reports',
      body: { name: 'r', fileName: 'r.txt' },
      status: 201,
      capture: { report: 'data.report.id' },
    },
    {
      call: 'PUT /groups/reports/{report}/upload',
      body: 'New report contents here.',
      headers: binary,
      status: 200,
      exactly: done,
    },
    { call: 'GET /groups/reports/{report}/download', status: 200, text: 'New report contents here.' },
    {
      call: 'POST /groups/signatures',
      body: { name: 's', fileName: 's', fileType: 'YARA', fileText: 'rule ö {}' },
      status: 201,
      capture: { signature: 'data.signature.id' },
    },
    { call: 'GET /groups/signatures/{signature}/download', status: 200, text: 'rule ö {}' },
    { call: 'PUT /groups/signatures/{signature}/upload', body: 'x', headers: binary, status: 404 },
    { call: 'POST /groups/threats', body: { name: 't' }, status: 201, capture: { threat: 'data.threat.id' } },
    { call: 'GET /groups/threats/{threat}/download', status: 404, says: ['Threat'] },
    { call: 'POST /groups/threats/{threat}/upload', body: 'x', headers: binary, status: 404 },
    { call: 'POST /groups/documents/999/upload', body: 'x', headers: binary, status: 404 },
    { call: 'GET /groups/documents/999/download', status: 404 },
    { call: 'DELETE /groups/documents/{id}', status: 200 },
    { call: 'GET /groups/documents/{id}/download', status: 404 },
  ],
}

const protectedZip = 'PK\u0003\u0004\u0014\u0000\u0001\u0000rest'
const plainZip = 'PK\u0003\u0004\u0014\u0000\u0000\u0000rest'

const malware: Scenario = {
  name: 'a malware document takes a password-protected zip archive only',
  steps: [
    {
      call: 'POST /groups/documents',
      body: {
        fileName: 'malwaresample.zip',
        name: 'malwaresample.exe',
        malware: true,
        password: 'TCinfected',
      },
      status: 201,
      absent: ['data.document.password'],
      capture: { id: 'data.document.id' },
    },
    ...['MZ\u0090 raw', plainZip, 'PK', '', 'PK\u0003\u0004'].map(
      (body): Step => ({
        call: 'POST /groups/documents/{id}/upload',
        body,
        headers: binary,
        status: 400,
        says: ['password-protected'],
      }),
    ),
    { call: 'GET /groups/documents/{id}/download', status: 404 },
    {
      call: 'GET /groups/documents/{id}',
      status: 200,
      json: { data: { document: { status: 'Awaiting Upload' } } },
    },
    { call: 'POST /groups/documents/{id}/upload', body: protectedZip, headers: binary, status: 200 },
    { call: 'PUT /groups/documents/{id}/upload', body: 'MZ raw', headers: binary, status: 400 },
    { call: 'GET /groups/documents/{id}/download', status: 200, text: protectedZip },
  ],
}

const longUrl = `http://example.com/${'path/'.repeat(390)}?q=${'x'.repeat(28)}`

const long: Scenario = {
  name: `a URL of ${longUrl.length} characters`,
  steps: [
    {
      call: 'POST /indicators/urls',
      body: { text: longUrl },
      status: 201,
      json: { data: { url: { text: longUrl } } },
    },
    {
      call: `GET /indicators/urls/${encodeURIComponent(longUrl)}`,
      status: 200,
      json: { data: { url: { text: longUrl } } },
    },
    { call: `POST /indicators/urls/${encodeURIComponent(longUrl)}/tags/t`, status: 201 },
    { call: `GET /tags/t/indicators/urls/${encodeURIComponent(longUrl)}`, status: 200 },
    {
      call: `GET /indicators?filters=${encodeURIComponent(`summary=${longUrl}`)}`,
      status: 200,
      json: { data: { resultCount: 1 } },
    },
    { call: `DELETE /indicators/urls/${encodeURIComponent(longUrl)}`, status: 200 },
  ],
}

export const wireScenarios: readonly Scenario[] = [...writing, ...upserts, ...tasks, contents, malware, long]
