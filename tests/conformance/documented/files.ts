import { Catalog, catalog } from '@tcex/model'
import type { Scenario, Step } from '@tcex/testkit'
import { nameOf, type PageExample } from './pages.ts'
import { withIds } from './replay.ts'
import { completed, job, uploaded } from './rules/batch.ts'
import * as stage from './stage.ts'

interface File {
  readonly indicator?: readonly unknown[]
  readonly group?: readonly unknown[]
  readonly association?: readonly unknown[]
}

/** The association types of a sample that an administrator has to configure. */
const configured = new Catalog(catalog.entries, [
  ...catalog.associations,
  {
    name: 'Host to Indicators',
    branch: 'hostToIndicators',
    sentence: 'The host has to do with the address.',
    fileAction: false,
    pairs: [['Host', 'Address']],
  },
  {
    name: 'Address to Indicators',
    branch: 'addressToIndicators',
    sentence: 'The address has to do with the autonomous system.',
    fileAction: false,
    pairs: [['Address', 'ASN']],
  },
])

const owner = '?owner=Demo%20Organization'
const group = (id: string): Step => stage.make(`/groups/threats${owner}`, 'threat', { name: id }, id)

/** What the files presume to be there, by its id or value. */
const there: Readonly<Record<string, Step>> = {
  '12345': group('12345'),
  '100': group('100'),
  '200': group('200'),
  '54321': stage.make(`/indicators/addresses${owner}`, 'address', { ip: '71.6.135.131' }, '54321'),
  '654321': stage.make(`/indicators/asns${owner}`, 'asn', { 'AS Number': 'ASN12345' }, '654321'),
  '"71\\.6\\.135\\.131"': stage.make(`/indicators/addresses${owner}`, 'address', { ip: '71.6.135.131' }),
}

/** The scenario that runs a batch job over a documented file: everything lands. */
export function fileScenario(example: PageExample): Scenario {
  const { body = '', page } = example
  const version = page.includes('v1') ? 'V1' : 'V2'
  const given = Object.entries(there)
    .filter(([mention]) => new RegExp(`(?<!\\d)${mention}(?!\\d)`).test(body))
    .map(([, step]) => step)
  const ids = given.flatMap(({ capture }) => Object.keys(capture ?? {}))
  const made = job({ version, attributeWriteType: version === 'V1' ? 'Replace' : 'Append' })
  return {
    name: `${nameOf(example)}a file of ${version}`,
    options: { catalog: configured, owners: [{ name: 'Demo Organization', type: 'Organization' }] },
    steps: [
      ...given,
      { ...made, capture: { job: 'data.batchId' } },
      { ...uploaded(withIds(body, ids)), call: 'POST /batch/{job}' },
      {
        ...completed,
        call: 'GET /batch/{job}?includeAdditional=true',
        json: { data: { batchStatus: landed(body) } },
      },
    ],
  }
}

function landed(body: string): object {
  const parsed = JSON.parse(body) as File | readonly unknown[]
  const file: File = Array.isArray(parsed) ? { indicator: parsed } : (parsed as File)
  return {
    errorCount: 0,
    unprocessCount: 0,
    successIndicatorCount: file.indicator?.length ?? 0,
    successGroupCount: file.group?.length ?? 0,
    errorAssociationCount: 0,
  }
}
