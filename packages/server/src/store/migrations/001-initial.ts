import type { Migration } from './migration.ts'

/**
 * One table holds every item whatever its kind and type: what all have are columns, what a type has of its own is JSON
 * in `fields`, so that a new type needs no migration. Times are Unix seconds.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  sqlite: `
    create table owner (
      id integer primary key autoincrement,
      name text not null unique,
      type text not null,
      date_added integer not null
    ) strict;

    create table account (
      id integer primary key autoincrement,
      user_name text not null unique,
      first_name text,
      last_name text,
      pseudonym text,
      role text not null,
      owner_id integer not null references owner (id)
    ) strict;

    create table membership (
      account_id integer not null references account (id) on delete cascade,
      owner_id integer not null references owner (id) on delete cascade,
      primary key (account_id, owner_id)
    ) strict, without rowid;

    create table api_key (
      access_id text primary key,
      account_id integer not null references account (id) on delete cascade,
      secret blob not null
    ) strict, without rowid;

    create table api_token (
      hash blob primary key,
      account_id integer not null references account (id) on delete cascade,
      token blob not null
    ) strict, without rowid;

    create table item (
      id integer primary key autoincrement,
      owner_id integer not null references owner (id),
      kind text not null,
      type text not null,
      name text not null,
      date_added integer not null,
      last_modified integer not null,
      created_by integer references account (id),
      fields text not null
    ) strict;

    create unique index item_value on item (owner_id, type, name) where kind = 'indicator';
    create index item_type on item (owner_id, kind, type, id);
    create index item_kind on item (owner_id, kind, id);
    create index item_name on item (owner_id, kind, name);
    create index item_added on item (owner_id, kind, date_added);
    create index item_modified on item (owner_id, kind, last_modified);

    create table item_key (
      owner_id integer not null references owner (id),
      type text not null,
      key text not null,
      item_id integer not null references item (id) on delete cascade,
      primary key (owner_id, type, key)
    ) strict, without rowid;
    create index item_key_item on item_key (item_id);

    create table attribute (
      id integer primary key autoincrement,
      item_id integer not null references item (id) on delete cascade,
      type text not null,
      value text not null,
      displayed integer not null,
      source text,
      date_added integer not null,
      last_modified integer not null
    ) strict;
    create index attribute_item on attribute (item_id, id);

    create table attribute_type (
      name text primary key
    ) strict, without rowid;

    create table tag (
      id integer primary key autoincrement,
      owner_id integer not null references owner (id),
      name text not null,
      description text,
      date_added integer not null,
      unique (owner_id, name)
    ) strict;

    create table item_tag (
      item_id integer not null references item (id) on delete cascade,
      tag_id integer not null references tag (id) on delete cascade,
      primary key (item_id, tag_id)
    ) strict, without rowid;
    create index item_tag_tag on item_tag (tag_id, item_id);

    create table label (
      id integer primary key autoincrement,
      owner_id integer not null references owner (id),
      name text not null,
      description text,
      date_added integer not null,
      unique (owner_id, name)
    ) strict;

    create table item_label (
      item_id integer not null references item (id) on delete cascade,
      label_id integer not null references label (id) on delete cascade,
      primary key (item_id, label_id)
    ) strict, without rowid;
    create index item_label_label on item_label (label_id, item_id);

    create table association (
      item_id integer not null references item (id) on delete cascade,
      other_id integer not null references item (id) on delete cascade,
      date_added integer not null,
      primary key (item_id, other_id)
    ) strict, without rowid;
    create index association_other on association (other_id);

    create table asset (
      id integer primary key autoincrement,
      victim_id integer not null references item (id) on delete cascade,
      type text not null,
      fields text not null
    ) strict;
    create index asset_victim on asset (victim_id, id);

    create table item_asset (
      item_id integer not null references item (id) on delete cascade,
      asset_id integer not null references asset (id) on delete cascade,
      primary key (item_id, asset_id)
    ) strict, without rowid;
    create index item_asset_asset on item_asset (asset_id, item_id);

    create table upload (
      id text primary key,
      item_id integer not null references item (id) on delete cascade,
      complete integer not null,
      size integer not null
    ) strict;
    create index upload_item on upload (item_id);

    create table upload_part (
      upload_id text not null references upload (id) on delete cascade,
      part integer not null,
      bytes blob not null,
      primary key (upload_id, part)
    ) strict;
  `,
}
