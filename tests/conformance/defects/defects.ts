/** A finding about the original module (tag 2.0.20): what it does, and what ours does. */
export interface Defect {
  readonly original: string
  readonly ours: string
}

/**
 * What goes wrong in the original, by number. Each has a `describe('defect N: …')` in this folder, whose tests call the
 * platform through the public SDK and look at what was sent and what came of it.
 */
export const defects: readonly Defect[] = [
  {
    original: "`observations()` of a typed indicator asks for a path that holds `<class 'type'>`.",
    ours: '`observations()` asks at the place of the type, and yields what was observed.',
  },
  {
    original:
      'A custom indicator without a value passes the check for an id: `delete()` sends `DELETE /v2/indicators/`, `update()` a PUT, `single()` becomes a list, `create()` posts `{}`.',
    ours: 'A `MissingIdError` before any request, for every type and all four calls.',
  },
  {
    original:
      'The caller’s `params` are written to: used again they start at the last page, and an owner sticks to later objects.',
    ours: 'Nothing of the caller’s is written to.',
  },
  {
    original:
      'Paging stops at the first page shorter than 10,000: a server with a smaller cap loses data silently; exact multiples cost one request more.',
    ours: 'Lists are followed to the announced count, whatever the server gives at a time, and ask for nothing more.',
  },
  {
    original:
      'Values are encoded unevenly or not at all: a CIDR block becomes two segments, `#bad` vanishes, `?` and `#` of a tag cut the URL, blanks become `+`, an assignee goes raw.',
    ours: 'Every value in every call is encoded once, as one segment.',
  },
  {
    original:
      'Values are percent-decoded until nothing changes, so that `http://bad.com/%2520x` is created as one URL and read as another; an encoded `unique_id` is stored encoded.',
    ours: 'Values are never decoded; a `uniqueId` is the value.',
  },
  {
    original: 'DNS history is asked for at `/dnsResolution`.',
    ours: '`/dnsResolutions`, as documented.',
  },
  {
    original:
      '`update()` without a name sends `null` for it; a File sends `null` for unknown hashes, and `size: 0` over a stored size.',
    ours: 'What was not given is not sent.',
  },
  {
    original:
      'The owner is dropped by the setters of groups and tasks, upload, download, assets, assignees and `add_occurrence`.',
    ours: 'The owner goes along with every call.',
  },
  {
    original: 'An upload has no Content-Type and is always a POST.',
    ours: '`application/octet-stream`; POST for a new content, PUT with `update: true`.',
  },
  {
    original:
      "`email_assets()` and its four siblings of a victim ask for all assets; `assets('email')` yields nothing.",
    ours: 'Each kind is listed at its own place, by method or by `assetType`.',
  },
  {
    original:
      '`displayed=False` is dropped, so that it cannot be switched off; `set_dns_resolution(False)` and `set_whois(False)` raise.',
    ours: '`false` is a value like any other.',
  },
  {
    original: '`status(0)` sends nothing; `2`, `-1` and `-2`, which are documented, send `{}`.',
    ours: 'Every documented value, as number or text, is sent as `active`.',
  },
  {
    original:
      'A date’s offset is thrown away and `Z` appended; dates without a zone, and relative ones, are local time labelled `Z`.',
    ours: 'Dates are sent in UTC; one without a zone is UTC, wherever the client runs.',
  },
  {
    original:
      '`get_file_hash` hashes an error page where the server refuses, and leaves `createActivityLog` out.',
    ours: '`fileHash()` throws the refusal’s error, and asks like every other call.',
  },
  {
    original:
      'Victims’ `update_*_asset` and all SecurityLabel setters lack the check for an id; SecurityLabel has no factory, gets no id, and its path is in lower case.',
    ours: 'A `MissingIdError` before any request; `ti.securityLabel(name)` goes by its name, at `/v2/securityLabels`.',
  },
  {
    original:
      '`deleted()` reads `indicator` alone, so that an answer under the type’s own key yields nothing.',
    ours: 'Both keys are read, page by page.',
  },
  {
    original: 'The id of a custom type of three values is not refreshed from the answer.',
    ours: 'An indicator goes by the value that the platform answered, whatever its parts.',
  },
  {
    original:
      'Filters: `contry_name` and `contry_code` are sent misspelt; `country_name`, `first_seen`, `event_date`, `file_type` are not mapped; `indicator.date_added` becomes `eventDate`.',
    ours: 'One rule for snake case, and the right names for those that the original misspells; filters of one type work in a list of all.',
  },
  {
    original:
      'Filter values must be texts; a comma in one begins a second rule; `remove_filter` wants the other spelling; `orParams` is set by hand.',
    ours: 'Numbers, booleans and dates are values; commas are escaped; either spelling; `filters.or()`.',
  },
  {
    original:
      "`group('Task')` is refused, and so are six group types, `IntrusionSet` and `RegistryKey`; tasks cannot be listed of an item or flattened.",
    ours: 'All 16 group types and every indicator type in any case, with or without the blank; `taskAssociations()`, `tag.tasks()`, `entities()`.',
  },
  {
    original:
      'Custom classes are put on the package and shared by all instances; one named like a class is skipped, one named Entities replaces `ti.entities`.',
    ours: 'An instance’s types belong to the client that loaded them; a taken name is reached through `ti.indicator({ indicatorType })`.',
  },
  {
    original:
      '`indicator.owner = x` raises where groups allow it; unknown keyword arguments go into the body; `as_dict` shows session and log; an id is a text or a number.',
    ours: 'The owner is an option, for every type alike; an unknown option does not compile, and the platform refuses it by name; an object shows no secret, session or log; an id is one and the same.',
  },
  {
    original:
      'No indicator-to-indicator associations, publishing, PDFs, bulk reports or observed indicators.',
    ours: '`addIndicatorAssociation`, `customAssociations`, `publish`, `pdf`, `bulk`, `bulkStatus`, `observed`.',
  },
  {
    original: 'Six helpers for assignees and escalatees shift their arguments: no request, no answer.',
    ours: 'Six calls, each one request and one response.',
  },
  {
    original:
      '`create_entity`: a group association raises after the item was made; a refused item is still followed by a call; the false positive is posted first and sent in the body; no `summary` of an Address; the caller’s dictionary is emptied; type and branch are missing from the result.',
    ours: '`createEntity`: checked first, then made, then all that belongs to it; a refused item is followed by nothing; `summary` for every type; the caller’s object stays; the result has the item.',
  },
  {
    original: 'Single calls return a response whatever its status; generators raise `RuntimeError(950, …)`.',
    ours: 'A call gives a `TiResponse`, a list throws; both by the same errors, with `throwForStatus()` and `throwOnError` for calls, over http as over https. Lists stay lazy: what is wrong with one shows when it is read.',
  },
  {
    original:
      'Retries over https only, after 500 too, ending in a RetryError; after 429 and 503 only with Retry-After; no time-out anywhere; uploads and downloads are held whole.',
    ours: 'GET, PUT and DELETE are tried again after 429, 502, 503, 504 and network faults, over both; the last answer is the answer; Retry-After is waited for; POST is never repeated; every call has a time-out; uploads and downloads may be streams.',
  },
  {
    original:
      'An absolute `http://` URL handed to the session is glued to the base URL; only `https` is known.',
    ours: '`apiUrl` may be either; nothing else is ever a URL to call: where one stands as a value it stays one segment, and redirects are not followed.',
  },
]
