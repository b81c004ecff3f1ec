import type { Migration } from './migration.ts'

/**
 * Batch jobs, with the file of each in parts until it is done with, what of it was refused, and the links that wait
 * for what they lead to. `position` counts what of the file has been dealt with; it moves in the transaction that
 * deals with it, so that a job that is taken up again goes on where it stopped.
 */
export const batch: Migration = {
  version: 4,
  name: 'batch',
  sqlite: `
    create table batch_job (
      id integer primary key autoincrement,
      owner_id integer not null references owner (id) on delete cascade,
      account_id integer not null references account (id) on delete cascade,
      origin text not null,
      settings text not null,
      state text not null,
      worker text,
      heartbeat integer,
      position integer not null,
      read_whole integer not null,
      counts text not null,
      date_added integer not null
    ) strict;
    create index batch_job_state on batch_job (state, id);

    create table batch_part (
      job_id integer not null references batch_job (id) on delete cascade,
      part integer not null,
      bytes blob not null,
      primary key (job_id, part)
    ) strict;

    create table batch_error (
      id integer primary key autoincrement,
      job_id integer not null references batch_job (id) on delete cascade,
      code text not null,
      severity text not null,
      path text not null,
      source text not null,
      reason text not null
    ) strict;
    create index batch_error_job on batch_error (job_id, id);

    create table batch_link (
      id integer primary key autoincrement,
      job_id integer not null references batch_job (id) on delete cascade,
      link text not null
    ) strict;
    create index batch_link_job on batch_link (job_id, id);

    create index item_xid on item (owner_id, fields ->> '$."xid"') where kind = 'group';
  `,
}
