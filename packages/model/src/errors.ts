import type { Problem } from './catalog/validate.ts'

/** One row of the error table: the status where the platform answers with it, and the sentence. */
export interface ErrorRow<P> {
  readonly status: number
  readonly sentence: (payload: P) => string
  /** `invalid`: answered as `{"status":"Invalid","description":…}`, as the documentation shows for batch files. */
  readonly form?: 'invalid'
  /** After how many seconds it is worth to try again. */
  readonly retryAfter?: (payload: P) => number
}

const row = <P>(status: number, sentence: (payload: P) => string): ErrorRow<P> => ({ status, sentence })

/** What is over after a while. */
const passing = <P>(
  status: number,
  retryAfter: (payload: P) => number,
  sentence: (payload: P) => string,
): ErrorRow<P> => ({ status, sentence, retryAfter })
const invalid = <P>(sentence: (payload: P) => string): ErrorRow<P> => ({
  status: 400,
  sentence,
  form: 'invalid',
})

/** So many problems are told; more would not help, and whoever sends a million should not be sent a million sentences. */
const told = 20

function list(problems: readonly Problem[]): string {
  const sentences = problems.slice(0, told).map(({ field, rule }) => `"${field}" ${rule}`)
  const more = problems.length - told
  return [...sentences, ...(more > 0 ? [`and ${more} more of this kind`] : [])].join('; ')
}

/**
 * Why the platform refuses a call: code, status, sentence. A sentence says what is wrong with which field, and what to
 * do; it never holds a secret.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/overview.html#http-status-codes
 * @see https://docs.threatconnect.com/en/latest/common_errors.html
 */
export const errorTable = {
  invalidFields: row(
    400,
    (p: { readonly type: string; readonly problems: readonly Problem[] }) =>
      `The ${p.type} was not accepted: ${list(p.problems)}.`,
  ),
  invalidFilter: row(
    400,
    (p: { readonly problems: readonly Problem[] }) =>
      `The parameter "filters" was not accepted: ${list(p.problems)}.`,
  ),
  filterSyntax: row(
    400,
    (p: { readonly message: string; readonly position: number }) =>
      `The parameter "filters" cannot be read at character ${p.position + 1}: ${p.message}. Write rules such as ` +
      'name=value, separated by commas, and a comma inside a value as \\,.',
  ),
  invalidParameter: row(400, (p: Problem) => `The parameter "${p.field}" ${p.rule}.`),
  invalidValue: row(
    400,
    (p: { readonly type: string; readonly problems: readonly Problem[] }) =>
      `The value in the path is not ${article(p.type)}: ${list(p.problems)}.`,
  ),
  malformedJson: row(
    400,
    (p: { readonly detail: string }) => `The body is not valid JSON (${p.detail}). Send one JSON object.`,
  ),
  unknownCharset: row(
    400,
    (p: { readonly charset: string }) =>
      `The header "Content-Type" names a charset that is not known: "${p.charset}". Send utf-8.`,
  ),
  bodyExpected: row(400, () => 'The call needs a body: one JSON object with the fields of the item.'),
  malformedUrl: row(
    400,
    () => 'The URL holds a percent sign that does not begin an encoded character; write it as %25.',
  ),
  valueChanged: row(
    400,
    (p: { readonly type: string; readonly field: string }) =>
      `"${p.field}" is the value of the ${p.type} and cannot be changed; create a new ${p.type} instead.`,
  ),
  hashCollision: row(
    400,
    (p: { readonly type: string }) =>
      `The hashes belong to different ${p.type} indicators; send the hashes of one file.`,
  ),
  unknownUser: row(400, (p: Problem) => `"${p.field}" ${p.rule}.`),
  unknownAttributeType: row(
    400,
    (p: { readonly name: string; readonly known: readonly string[] }) =>
      `"type" names no attribute type: "${p.name}". The attribute types are: ${p.known.join(', ')}.`,
  ),
  unknownLabel: row(
    404,
    (p: { readonly name: string; readonly known: readonly string[] }) =>
      `The security label "${p.name}" does not exist in this owner. Its security labels are: ${p.known.join(', ')}.`,
  ),
  nameTaken: row(
    400,
    (p: { readonly what: string; readonly name: string }) =>
      `"name" is taken: there is another ${p.what} called "${p.name}" in this owner.`,
  ),
  formContent: row(
    400,
    () =>
      'The content was sent as a form; send its bytes alone, with the header "Content-Type: application/octet-stream".',
  ),
  tagName: row(400, (p: { readonly rule: string }) => `The name of the tag ${p.rule}.`),
  victimWithoutAsset: row(
    400,
    (p: { readonly id: number }) =>
      `Victim ${p.id} has no asset; add one to the victim before it can be associated.`,
  ),
  unlinkedTypes: row(
    400,
    (p: { readonly name: string; readonly known: readonly string[]; readonly given: string }) =>
      `"${p.name}" does not fit ${p.given}; it links ${p.known.join(', or ')}.`,
  ),
  selfAssociation: row(
    400,
    (p: { readonly type: string }) => `A ${p.type} cannot be associated with itself.`,
  ),
  protectedArchive: row(
    400,
    () =>
      'The content of a malware document must be a password-protected zip archive; raw malware is not accepted.',
  ),
  signature: row(
    401,
    () =>
      'Signature data did not match expected result. Sign "path and query:METHOD:timestamp" with the secret key by HMAC-SHA256 and send it in base 64.',
  ),
  timestamp: row(
    401,
    () =>
      'Timestamp out of acceptable time range: the header "Timestamp" must be Unix time in seconds, within five minutes of the server’s clock.',
  ),
  accessDenied: row(401, () => 'Access Denied: the access id in the header "Authorization" is not known.'),
  token: row(
    401,
    () => 'Unauthorized: the API token is wrong, has expired or was revoked. Ask for a new one.',
  ),
  tokenExpired: row(401, () => 'Unauthorized: the API token has expired. Renew it or ask for a new one.'),
  unauthenticated: row(
    401,
    () =>
      'Unauthorized: send the header "Authorization" as "TC-Token <token>", or as "TC <access id>:<signature>" with the header "Timestamp".',
  ),
  permission: row(
    401,
    (p: { readonly owner: string; readonly role: string; readonly least: string }) =>
      'Unauthorized: The API user does not have access to the specified resource or permissions to perform the ' +
      `operation. Its role in the owner "${p.owner}" is ${p.role}; the call needs the role ${p.least}.`,
  ),
  ownerForbidden: row(
    403,
    (p: { readonly owner: string }) =>
      `Access Denied: the owner "${p.owner}" does not exist or this user has no access to it.`,
  ),
  unknownItem: row(
    404,
    (p: { readonly type: string; readonly id: string; readonly owner: string }) =>
      `The requested resource was not found: there is no ${p.type} "${p.id}" in the owner "${p.owner}".`,
  ),
  unknownPart: row(
    404,
    (p: { readonly part: string; readonly id: string }) =>
      `The requested resource was not found: there is no ${p.part} "${p.id}" here.`,
  ),
  unknownBranch: row(
    404,
    (p: { readonly what: string; readonly name: string; readonly known: readonly string[] }) =>
      `The requested resource was not found: "${p.name}" is not ${article(p.what)}; the path takes one of: ${p.known.join(', ')}.`,
  ),
  unknownRoute: row(
    404,
    (p: { readonly method: string; readonly path: string }) =>
      `The requested resource was not found: there is no ${p.method} ${p.path}.`,
  ),
  noContent: row(
    404,
    (p: { readonly type: string; readonly id: string }) =>
      `The requested resource was not found: ${p.type} ${p.id} has no content yet; upload it first.`,
  ),
  // The platform says it so: its clients send PUT where POST is answered with 401.
  contentExists: row(
    401,
    (p: { readonly type: string; readonly id: string }) =>
      `${p.type} ${p.id} has content already; replace it with PUT.`,
  ),
  batchFileTooLarge: invalid(
    (p: { readonly limit: number }) => `File size greater than allowable limit of ${p.limit}`,
  ),
  batchUnfinished: invalid((p: { readonly state: string }) => `Batch still in ${p.state} state`),
  batchHasFile: row(
    400,
    (p: { readonly id: number; readonly state: string }) =>
      `Batch job ${p.id} has its file already and is ${p.state}; create another job for another file.`,
  ),
  batchWithoutErrors: row(
    404,
    (p: { readonly id: number }) => `The requested resource was not found: batch job ${p.id} has no errors.`,
  ),
  batchPermission: row(
    401,
    (p: { readonly owner: string; readonly role: string; readonly least: string }) =>
      'Unable to perform the requested operation due to the following error(s): You do not have permission to create ' +
      `Indicators; Groups; Attributes; Tags; Security Labels; the role in the owner "${p.owner}" is ${p.role}, and the ` +
      `call needs the role ${p.least}.`,
  ),
  batchElement: row(
    400,
    (p: { readonly list: string; readonly text: string }) =>
      `"${p.list}" holds something that is not a JSON object: ${p.text}.`,
  ),
  batchNoList: row(
    400,
    (p: { readonly list: string; readonly text: string }) =>
      `"${p.list}" must be a list of JSON objects, also where it has one alone, and is ${p.text}.`,
  ),
  batchNoLists: row(
    400,
    (p: { readonly found: string; readonly known: readonly string[] }) =>
      `The file has none of the lists ${p.known.join(', ')}, nor any other, but ${p.found}. Items stand in a ` +
      'list of their kind, also where there is one alone: {"indicator": [{ … }]}.',
  ),
  batchLabel: row(
    400,
    (p: { readonly name: string }) =>
      `The security label "${p.name}" does not exist in this owner; give its "description" and "color" too, to make it.`,
  ),
  batchXidType: row(
    400,
    (p: { readonly xid: string; readonly type: string; readonly wanted: string }) =>
      `"xid" belongs to ${article(p.type)}, not to ${article(p.wanted)}: "${p.xid}". Give the ${p.wanted} an xid of its own.`,
  ),
  batchHashes: row(
    400,
    (p: { readonly type: string; readonly mode: string }) =>
      `The hashes contradict those of ${article(p.type)} that is there, and nothing of it was taken, as "hashCollisionMode" ${p.mode} says.`,
  ),
  batchReference: row(
    400,
    (p: { readonly type: string; readonly reference: string; readonly owner: string }) =>
      `The association was not made: there is no ${p.type} "${p.reference}" in the file or in the owner "${p.owner}".`,
  ),
  batchJson: row(
    400,
    (p: { readonly detail: string; readonly position: number }) =>
      `The file cannot be read on from byte ${p.position}: ${p.detail}. What stands before it was processed.`,
  ),
  batchList: row(
    400,
    (p: { readonly name: string; readonly known: readonly string[] }) =>
      `"${p.name}" is not a list of a batch file of this version; the lists are: ${p.known.join(', ')}.`,
  ),
  batchInternal: row(
    500,
    () => 'An unknown internal error prevented the item from being processed; nothing of it was taken.',
  ),
  multipart: row(
    400,
    (p: { readonly detail: string }) =>
      `The body must be multipart/form-data with the parts "config" and then "content", both JSON: ${p.detail}.`,
  ),
  bodyTooLarge: row(
    413,
    (p: { readonly limit: number }) => `The body is larger than the ${p.limit} bytes that are accepted.`,
  ),
  badRequest: row(
    400,
    (p: { readonly detail: string }) => `The request is not HTTP as it should be: ${p.detail}.`,
  ),
  expectation: row(
    417,
    () => 'The header "Expect" holds something else than 100-continue, which cannot be met.',
  ),
  headersTooLarge: row(431, () => 'The request line and headers together are larger than 128 KiB.'),
  encoding: row(
    415,
    (p: { readonly encoding: string }) =>
      `The header "Content-Encoding" says ${JSON.stringify(p.encoding)}; bodies are taken as they are only. Send the body without compressing it.`,
  ),
  timeout: row(408, () => 'The request did not arrive in time.'),
  throttled: passing(
    429,
    (p: { readonly seconds: number }) => p.seconds,
    (p: { readonly seconds: number }) =>
      `Too many wrong credentials came for this user from this address; try again in ${p.seconds} seconds. ` +
      'From other addresses the right credentials are taken meanwhile.',
  ),
  unavailable: passing(
    503,
    () => 1,
    () => 'The server is stopping; try again.',
  ),
  overloaded: passing(
    503,
    () => 1,
    () => 'The server has as much to do as it takes on at once, and nothing was done; try again in a second.',
  ),
  databaseBusy: passing(
    503,
    () => 5,
    () =>
      'The database could not be reached or was busy for too long. Try again; of a write, look first whether it was done.',
  ),
  databaseFull: passing(
    507,
    () => 60,
    () =>
      'There is no room left on the disk of the database, and nothing was changed; try again when there is.',
  ),
  internal: row(
    500,
    (p: { readonly id: string }) =>
      `An unknown internal error prevented the server from fulfilling the request; its log has the details under "${p.id}".`,
  ),
} as const

export type ErrorCode = keyof typeof errorTable

/** What the sentence of an error is made from. */
export type ErrorPayload<C extends ErrorCode> = Parameters<(typeof errorTable)[C]['sentence']>[0]

/** The sentence of an error. */
export function errorSentence<C extends ErrorCode>(code: C, payload: ErrorPayload<C>): string {
  return (errorTable[code] as ErrorRow<ErrorPayload<C>>).sentence(shortened(payload))
}

/** A text longer than this is repeated no further in a sentence. */
const longest = 4000

/** What was sent is repeated, but not at any length. */
function shortened<T>(payload: T): T {
  if (typeof payload === 'string')
    return (payload.length > longest ? `${payload.slice(0, longest)}…` : payload) as T
  if (Array.isArray(payload)) return payload.map(shortened) as T
  if (typeof payload !== 'object' || payload === null) return payload
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, shortened(value)])) as T
}

/** After how many seconds it is worth to try again; undefined where trying again changes nothing. */
export function errorRetryAfter<C extends ErrorCode>(code: C, payload: ErrorPayload<C>): number | undefined {
  return (errorTable[code] as ErrorRow<ErrorPayload<C>>).retryAfter?.(payload)
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}
