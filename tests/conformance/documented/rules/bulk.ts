// The reports of everything that an owner has.

import type { Rule } from '../replay.ts'
import * as stage from '../stage.ts'

const options = { owners: [{ name: 'Demo Customer Community', type: 'Community' }] } as const
const owner = '?owner=Demo+Customer+Community'

export const bulkRules: readonly Rule[] = [
  {
    calls: /^GET \/v2\/indicators\/bulk\?owner=Demo\+Customer\+Community$/,
    replay: { options },
  },
  {
    calls: /^GET \/v2\/indicators\/bulk\/json\?owner=Demo\+Customer\+Community(&runNow=true)?$/,
    replay: {
      options,
      given: [
        stage.make(`/indicators/hosts${owner}`, 'host', {
          hostName: 'example.com',
          rating: 5,
          confidence: 73,
        }),
        ...[
          { type: 'Source', value: 'x', displayed: true },
          { type: 'Description', value: 'x', displayed: true },
        ].map((body) => stage.add(`/indicators/hosts/example.com/attributes${owner}`, body)),
        stage.add(`/indicators/hosts/example.com/tags/China${owner}`),
      ],
      like: ['GET /v2/indicators/bulk/json?owner=Demo+Customer+Community', 2],
      differs: [['indicator.*.source', 'text', 'a displayed source is shown beside a displayed description']],
    },
  },
  {
    calls: /^GET \/v2\/indicators\/bulk\/csv\?owner=Demo\+Customer\+Community(&runNow=true)?$/,
    replay: {
      options,
      given: (
        [
          ['hosts', 'host', { hostName: 'example.com' }],
          ['addresses', 'address', { ip: '192.168.31.136', rating: 3, confidence: 0 }],
          ['files', 'file', { md5: 'ABCDE123456804A61F2A704811F51BCD', rating: 3, confidence: 55 }],
          ['urls', 'url', { text: 'http://www.example.com/malware.exe', confidence: 0 }],
          [
            'emailAddresses',
            'emailAddress',
            { address: 'spearphisher@example.com', rating: 3, confidence: 62 },
          ],
        ] as const
      ).map(([branch, entity, body]) => stage.make(`/indicators/${branch}${owner}`, entity, body)),
      // The hash of the sample has 31 digits.
      step: {
        type: 'text/csv',
        text: [
          'Type,Value,Rating,Confidence',
          'Host,example.com,null,null',
          'Address,192.168.31.136,3.00,0',
          'File,ABCDE123456804A61F2A704811F51BCD,3.00,55',
          'URL,http://www.example.com/malware.exe,null,0',
          'EmailAddress,spearphisher@example.com,3.00,62',
          '',
        ].join('\n'),
      },
    },
  },
]
