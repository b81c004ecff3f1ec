import type { IndicatorType } from './infer.ts'

/** A way in which two indicators can be linked beside the plain association. */
export interface AssociationEntry {
  /** Spelt as the platform does: `ASN to CIDR`. */
  readonly name: string
  /** v2's URL segment below `associations` or `actions`. */
  readonly branch: string
  readonly sentence: string
  /** A file action leads from the file to what it does; any other association holds both ways. */
  readonly fileAction: boolean
  /** The types that it links, in either order; of a file action, from the first to the second. */
  readonly pairs: readonly (readonly [string, string])[]
}

type Pair = readonly [IndicatorType, IndicatorType]

const association = (
  name: string,
  branch: string,
  sentence: string,
  ...pairs: readonly Pair[]
): AssociationEntry => ({ name, branch, sentence, fileAction: false, pairs })

const fileAction = (
  name: string,
  branch: string,
  sentence: string,
  ...targets: readonly IndicatorType[]
): AssociationEntry => ({
  name,
  branch,
  sentence,
  fileAction: true,
  pairs: targets.map((target) => ['File', target]),
})

/**
 * The associations between indicators and the file actions that instances come with.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/indicators/indicators.html#indicator-to-indicator-associations
 */
export const associationTypes: readonly AssociationEntry[] = [
  association('Address to User Agent', 'addressToUserAgent', 'The address was seen with the user agent.', [
    'Address',
    'User Agent',
  ]),
  association('ASN to Address', 'asnToAddress', 'The autonomous system has the address.', ['ASN', 'Address']),
  association('ASN to CIDR', 'asnToCidr', 'The autonomous system has the range.', ['ASN', 'CIDR']),
  association('CIDR to Address', 'cidrToAddress', 'The range holds the address.', ['CIDR', 'Address']),
  association('DNS PTR Record', 'dnsPtrRecord', 'A PTR record of the address names the host.', [
    'Address',
    'Host',
  ]),
  association(
    'Domain Registrant Email',
    'domainRegistrant',
    'The domain was registered with the e-mail address.',
    ['Host', 'EmailAddress'],
  ),
  association('File Download', 'fileDownload', 'The file was downloaded from the URL.', ['URL', 'File']),
  association(
    'URL Host',
    'urlHost',
    'The URL lies on the address or host.',
    ['URL', 'Address'],
    ['URL', 'Host'],
  ),
  fileAction('File Archive', 'archive', 'The file is an archive that holds the other file.', 'File'),
  fileAction('File Drop', 'drop', 'The file drops the other file.', 'File'),
  fileAction('File Traffic', 'traffic', 'The file causes traffic to it.', 'Address', 'Host', 'URL'),
  fileAction('File Mutex', 'mutex', 'The file creates the mutex.', 'Mutex'),
  fileAction('File Registry Key', 'registryKey', 'The file writes the registry key.', 'Registry Key'),
  fileAction('File User Agent', 'userAgent', 'The file presents itself as the user agent.', 'User Agent'),
  fileAction('File DNS Query', 'dnsQuery', 'The file asks for the host.', 'Host'),
]

/** Whether an association links the two types, the path's item first; without the second, whether it links the first. */
export function linksTypes({ fileAction, pairs }: AssociationEntry, left: string, right?: string): boolean {
  const fits = (a: string, b: string) => a === left && (right === undefined || b === right)
  return pairs.some(([first, second]) => fits(first, second) || (!fileAction && fits(second, first)))
}
