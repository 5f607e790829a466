import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
create table arrival (id text primary key, at integer not null) strict, without rowid;
create index arrival_at on arrival (at);
create table room (id text primary key, platform text not null, kind text not null, group_id text not null, title text not null, locale text,
  seen_at integer not null, closed_at integer, closed_why text) strict;
create table group_settings (id text primary key, platform text not null, settings text not null) strict;
create table person (id text primary key, name text not null, locale text, seen_at integer not null) strict;
create table outbox (id integer primary key, key text not null unique, room text not null, recipient text, reply text, view text not null, locale text not null,
  time_zone text not null, edits text, unsure text not null, state text not null, attempts integer not null default 0, revision integer not null default 0, due_at integer not null, message text, fault text,
  created_at integer not null, sent_at integer) strict;
create index outbox_open on outbox (state, due_at, id) where state in ('waiting', 'sending');
create index outbox_room on outbox (room, id) where state in ('waiting', 'sending');
create index outbox_old on outbox (created_at) where state not in ('waiting', 'sending');
create table due (key text primary key, kind text not null, room text, at integer not null, payload text not null, leased_until integer, attempts integer not null default 0) strict;
create index due_at on due (at);
create table game (id text primary key, room text not null, group_id text not null, active integer not null, session text not null, updated_at integer not null) strict;
create unique index game_active on game (room) where active = 1;
create index game_room on game (room, updated_at);
create table seat (game text not null references game (id) on delete cascade, person text not null, seat text not null, primary key (game, person)) strict, without rowid;
create index seat_person on seat (person);
create table asked (group_id text not null, question text not null, at integer not null, primary key (group_id, question)) strict, without rowid;
create table award (session text not null, question text not null, person text not null, group_id text not null, points integer not null, "right" integer not null,
  day text not null, at integer not null, primary key (session, question, person)) strict, without rowid;
create index award_board on award (group_id, day, person, points, "right");
create index award_person on award (person);
create table schedule (id integer primary key, group_id text not null, room text not null, kind text not null, minute integer not null, days text not null,
  paused integer not null, next_at integer, last_at integer, last_outcome text) strict;
create index schedule_group on schedule (group_id);
create table digest (id integer primary key, group_id text not null, room text not null, date text not null, slug text not null, locale text not null, summary text not null,
  question text, option_order text not null, at integer not null, unique (group_id, date)) strict;
create table warmup (digest integer not null references digest (id) on delete cascade, person text not null, given text not null, "right" integer not null, at integer not null,
  primary key (digest, person)) strict, without rowid;
create index warmup_person on warmup (person);
create table reading (person text not null, slug text not null, at integer not null, primary key (person, slug)) strict, without rowid;
create table practice (person text not null, question text not null, position integer not null, at integer not null, primary key (person, question)) strict, without rowid;
create table near_miss (question text not null, text text not null, at integer not null, times integer not null, primary key (question, text)) strict, without rowid;
create table summary (key text primary key, summary text not null, at integer not null) strict, without rowid;
create table usage (day text not null, model text not null, purpose text not null, outcome text not null, calls integer not null, prompt_tokens integer not null,
  completion_tokens integer not null, primary key (day, model, purpose, outcome)) strict, without rowid;
create table imported_article (slug text not null, locale text not null, version text not null, title text not null, topic text, source text not null, article text not null,
  current integer not null, at integer not null, primary key (slug, locale, version)) strict;
create index imported_current on imported_article (slug, locale) where current = 1;
create table room_log (seq integer primary key autoincrement, key text not null unique, room text not null, recipient text, body text not null, at integer not null, revision integer not null) strict;
create table room_log_revision (revision integer not null) strict;
insert into room_log_revision values (0);
create index room_log_revised on room_log (room, revision);
create table local_person (id text primary key, name text not null, folded text not null unique, manager integer not null, secret_hash text not null unique, at integer not null) strict;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(db);
  }
}
