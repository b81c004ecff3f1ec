import type { Migration } from './migration.ts'

/**
 * Assets belong to any item that its type gives them to, labels sit on attributes too, attribute types say what they
 * take, and what was published is kept.
 */
export const metadata: Migration = {
  version: 5,
  name: 'metadata',
  sqlite: `
    alter table asset rename column victim_id to holder_id;

    create table attribute_label (
      attribute_id integer not null references attribute (id) on delete cascade,
      label_id integer not null references label (id) on delete cascade,
      primary key (attribute_id, label_id)
    ) strict, without rowid;
    create index attribute_label_label on attribute_label (label_id, attribute_id);

    alter table attribute add column xid text;

    alter table attribute_type add column description text;
    alter table attribute_type add column max_size integer not null default 65535;
    alter table attribute_type add column allow_markdown integer not null default 0;
    alter table attribute_type add column error_message text;
    alter table attribute_type add column validation_rule text;

    alter table label add column color text;

    create table publication (
      id integer primary key autoincrement,
      item_id integer not null references item (id) on delete cascade,
      account_id integer references account (id),
      date integer not null
    ) strict;
    create index publication_item on publication (item_id, id);
  `,
}
