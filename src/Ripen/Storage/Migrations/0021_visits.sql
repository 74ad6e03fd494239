-- What the tracker sends, a row each, as it comes: the durable end of its path. what: 1 a page was viewed, 2 it was left
-- (seconds says after how long), 3 a file was fetched, 4 a touch that the site names itself. state: 0 nobody has looked at
-- it yet, 1 a visit of somebody unknown, 2 a touch, 3 a machine's, 4 nobody's, because several use the visitor's browser.
-- due_at: when it is looked at. view_id: the sender's own, by which a repetition is recognised. person_id: whom a signed
-- link in the address named. page is site and path; what may name a person is not kept.
create table visits (
  visitor uuid not null,
  at timestamptz not null,
  seq bigint not null,
  due_at timestamptz not null,
  state smallint not null,
  what smallint not null,
  view_id uuid not null,
  page text,
  source text,
  campaign text,
  kind text,
  offer text,
  seconds int,
  person_id uuid,
  primary key (visitor, at, seq)
) /*clustered*/;
create index visits_by_state on visits (state, due_at);
create index visits_of_links on visits (person_id) where person_id is not null;

-- Whose visitors are. person_id: who first said who he is, at known_at. shared_at: from then on several are known to use
-- the browser, and what happens in it is nobody's; but for half an hour after a signed link named turn_person_id.
-- machine: by what it was found to be one. withdrawn_at: he no longer agrees, and nothing of his is kept.
create table visitors (
  visitor uuid not null primary key,
  person_id uuid,
  known_at timestamptz not null,
  shared_at timestamptz,
  turn_person_id uuid,
  turn_at timestamptz,
  machine smallint,
  withdrawn_at timestamptz
) /*clustered*/;
create index visitors_of_person on visitors (person_id) where person_id is not null;

-- How many visits were counted and kept out a day (YYYY-MM-DD, the desk's). sort: as Tracking/VisitSort numbers them.
create table visit_days (
  day text not null,
  sort smallint not null,
  visits bigint not null,
  primary key (day, sort)
) /*clustered*/;

-- How long a page was looked at; known when it is left.
alter table touches add column seconds int;

-- Kinds of touches are looked at by people. into_kind: it counts as that one. confirmed_at: somebody has said what it is.
alter table kinds add column into_kind int;
alter table kinds add column confirmed_at timestamptz;
alter table kinds add column row_version int not null default 1;
