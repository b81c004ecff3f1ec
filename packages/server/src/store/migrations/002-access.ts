import type { Migration } from './migration.ts'

/**
 * Roles in owners, tokens that expire, and the log of every write. The one account of a database made before is its
 * administrator, and its token is good until it is replaced. Times are Unix seconds.
 */
export const access: Migration = {
  version: 2,
  name: 'access',
  sqlite: `
    alter table owner add column anonymous integer not null default 0;
    alter table account add column active integer not null default 1;
    alter table membership add column role text not null default 'administrator';
    create index membership_owner on membership (owner_id);

    create table token (
      id integer primary key autoincrement,
      line integer,
      account_id integer not null references account (id) on delete cascade,
      hash blob not null unique,
      sealed blob,
      initial integer not null,
      date_added integer not null,
      lifetime integer,
      expires integer
    ) strict;
    create index token_account on token (account_id);
    create index token_line on token (line);
    insert into token (account_id, hash, sealed, initial, date_added)
      select account_id, hash, token, 1, unixepoch() from api_token;
    update token set line = id;
    drop table api_token;

    create table audit (
      id integer primary key autoincrement,
      date_added integer not null,
      account_id integer,
      user_name text not null,
      address text not null,
      method text not null,
      path text not null,
      owner_name text,
      item_id integer,
      item_type text,
      item_name text
    ) strict;
    create index audit_added on audit (date_added);
    create trigger audit_update before update on audit begin
      select raise(abort, 'the audit log is append-only');
    end;
    create trigger audit_replace before insert on audit when exists (select 1 from audit where id = new.id) begin
      select raise(abort, 'the audit log is append-only');
    end;
    create trigger audit_delete before delete on audit begin
      select raise(abort, 'the audit log is append-only');
    end;
  `,
}
