import type { Migration } from './migration.ts'

/**
 * What clients report on indicators, where files were found, what hosts resolved to, and how indicators are linked
 * beside the plain association; and which indicators were deleted, for those who have to follow. Times are Unix seconds.
 */
export const signals: Migration = {
  version: 3,
  name: 'signals',
  sqlite: `
    create table false_positive (
      item_id integer not null references item (id) on delete cascade,
      account_id integer not null references account (id) on delete cascade,
      day integer not null,
      reported integer not null,
      primary key (item_id, account_id, day)
    ) strict, without rowid;

    create table observation (
      item_id integer not null references item (id) on delete cascade,
      account_id integer not null references account (id) on delete cascade,
      observed integer not null,
      count integer not null,
      primary key (item_id, account_id, observed)
    ) strict, without rowid;
    create index observation_observed on observation (observed);

    create table file_occurrence (
      id integer primary key autoincrement,
      item_id integer not null references item (id) on delete cascade,
      fields text not null
    ) strict;
    create index file_occurrence_item on file_occurrence (item_id, id);

    create table dns_resolution (
      host_id integer not null references item (id) on delete cascade,
      address_id integer not null references item (id) on delete cascade,
      resolved integer not null,
      primary key (host_id, resolved, address_id)
    ) strict, without rowid;
    create index dns_resolution_address on dns_resolution (address_id, host_id);

    create table typed_association (
      item_id integer not null references item (id) on delete cascade,
      type text not null,
      other_id integer not null references item (id) on delete cascade,
      mutual integer not null,
      date_added integer not null,
      primary key (item_id, type, other_id)
    ) strict, without rowid;
    create index typed_association_other on typed_association (other_id);

    create table deleted_indicator (
      owner_id integer not null references owner (id),
      type text not null,
      name text not null,
      date_added integer not null,
      date_deleted integer not null,
      primary key (owner_id, type, name)
    ) strict, without rowid;
    create index deleted_indicator_date on deleted_indicator (owner_id, date_deleted);
  `,
}
