/**
 * What a column holds: a whole number, a text, bytes, 1 or 0, JSON as a text, or the number by which a row is known
 * (numbered by the database).
 */
export type ColumnType = 'id' | 'integer' | 'text' | 'bytes' | 'flag' | 'json'

type Columns = Readonly<Record<string, ColumnType>>

/** Every table with its columns, in an order in which each comes after those that it refers to. */
export const tables = {
  owner: { id: 'id', name: 'text', type: 'text', date_added: 'integer', anonymous: 'flag' },
  account: {
    id: 'id',
    user_name: 'text',
    first_name: 'text',
    last_name: 'text',
    pseudonym: 'text',
    role: 'text',
    owner_id: 'integer',
    active: 'flag',
  },
  membership: { account_id: 'integer', owner_id: 'integer', role: 'text' },
  api_key: { access_id: 'text', account_id: 'integer', secret: 'bytes' },
  token: {
    id: 'id',
    line: 'integer',
    account_id: 'integer',
    hash: 'bytes',
    sealed: 'bytes',
    initial: 'flag',
    date_added: 'integer',
    lifetime: 'integer',
    expires: 'integer',
  },
  audit: {
    id: 'id',
    date_added: 'integer',
    account_id: 'integer',
    user_name: 'text',
    address: 'text',
    method: 'text',
    path: 'text',
    owner_name: 'text',
    item_id: 'integer',
    item_type: 'text',
    item_name: 'text',
  },
  attribute_type: {
    name: 'text',
    description: 'text',
    max_size: 'integer',
    allow_markdown: 'flag',
    error_message: 'text',
    validation_rule: 'text',
  },
  item: {
    id: 'id',
    owner_id: 'integer',
    kind: 'text',
    type: 'text',
    name: 'text',
    date_added: 'integer',
    last_modified: 'integer',
    created_by: 'integer',
    fields: 'json',
  },
  item_key: { owner_id: 'integer', type: 'text', key: 'text', item_id: 'integer' },
  attribute: {
    id: 'id',
    item_id: 'integer',
    type: 'text',
    value: 'text',
    displayed: 'flag',
    source: 'text',
    date_added: 'integer',
    last_modified: 'integer',
    xid: 'text',
  },
  tag: { id: 'id', owner_id: 'integer', name: 'text', description: 'text', date_added: 'integer' },
  item_tag: { item_id: 'integer', tag_id: 'integer' },
  label: {
    id: 'id',
    owner_id: 'integer',
    name: 'text',
    description: 'text',
    date_added: 'integer',
    color: 'text',
  },
  item_label: { item_id: 'integer', label_id: 'integer' },
  attribute_label: { attribute_id: 'integer', label_id: 'integer' },
  association: { item_id: 'integer', other_id: 'integer', date_added: 'integer' },
  typed_association: {
    item_id: 'integer',
    type: 'text',
    other_id: 'integer',
    mutual: 'flag',
    date_added: 'integer',
  },
  asset: { id: 'id', holder_id: 'integer', type: 'text', fields: 'json' },
  item_asset: { item_id: 'integer', asset_id: 'integer' },
  upload: { id: 'text', item_id: 'integer', complete: 'flag', size: 'integer' },
  upload_part: { upload_id: 'text', part: 'integer', bytes: 'bytes' },
  publication: { id: 'id', item_id: 'integer', account_id: 'integer', date: 'integer' },
  false_positive: { item_id: 'integer', account_id: 'integer', day: 'integer', reported: 'integer' },
  observation: { item_id: 'integer', account_id: 'integer', observed: 'integer', count: 'integer' },
  file_occurrence: { id: 'id', item_id: 'integer', fields: 'json' },
  dns_resolution: { host_id: 'integer', address_id: 'integer', resolved: 'integer' },
  deleted_indicator: {
    owner_id: 'integer',
    type: 'text',
    name: 'text',
    date_added: 'integer',
    date_deleted: 'integer',
  },
  batch_job: {
    id: 'id',
    owner_id: 'integer',
    account_id: 'integer',
    origin: 'text',
    settings: 'text',
    state: 'text',
    worker: 'text',
    heartbeat: 'integer',
    position: 'integer',
    read_whole: 'flag',
    counts: 'text',
    date_added: 'integer',
  },
  batch_part: { job_id: 'integer', part: 'integer', bytes: 'bytes' },
  batch_error: {
    id: 'id',
    job_id: 'integer',
    code: 'text',
    severity: 'text',
    path: 'text',
    source: 'text',
    reason: 'text',
  },
  batch_link: { id: 'id', job_id: 'integer', link: 'text' },
} as const satisfies Readonly<Record<string, Columns>>

export type TableName = keyof typeof tables

type Numbered<Name extends TableName> = Name extends TableName
  ? (typeof tables)[Name] extends { readonly id: 'id' }
    ? Name
    : never
  : never

/** The tables whose rows the database numbers. */
export type NumberedTable = Numbered<TableName>
