-- The desk. One file for both databases: types are PostgreSQL's, which SQLite takes as affinities (uuid is 16 bytes,
-- timestamptz whole microseconds, boolean 0 or 1). seq is the microsecond at which something was recorded, made unique.
-- /*clustered*/ becomes `without rowid` on SQLite: the rows of one owner lie together. /*bytewise*/ becomes `collate "C"` on
-- PostgreSQL: sorted as SQLite does, and so that a prefix is a range. Rules for every table: ARCHITECTURE.md, "Storage".

-- Catalogue: replicated to every node of a cluster ---------------------------------------------------------------------

create table settings (
  name text not null primary key,
  value text not null,
  version bigint not null,
  changed_at timestamptz not null
);

-- One number a kind of thing that every transaction can read cheaply: caches compare it with the one they were filled at.
create table versions (
  name text not null primary key,
  version bigint not null
);

create table agreements (
  line text not null,
  version int not null,
  name text not null,
  text text not null,
  hash text not null,
  in_force_from timestamptz not null,
  proposed_at timestamptz not null,
  proposed_by text not null,
  in_force_at timestamptz,
  activated_by text,
  primary key (line, version)
);

create table kinds (
  kind int not null primary key,
  name text not null,
  label text,
  is_ours boolean not null,
  met_at timestamptz not null
);
create unique index kinds_by_name on kinds (name);

create table sources (
  source int not null primary key,
  name text not null,
  folded text not null,
  side text not null,
  met_at timestamptz not null
);
create unique index sources_by_name on sources (folded);

create table campaigns (
  campaign int not null primary key,
  name text not null,
  folded text not null,
  source int,
  starts text,
  ends text,
  audience bigint,
  is_prize_draw boolean not null,
  met_at timestamptz not null
);
create unique index campaigns_by_name on campaigns (folded);

create table offers (
  offer int not null primary key,
  name text not null,
  folded text not null,
  buying_stage text,
  met_at timestamptz not null
);
create unique index offers_by_name on offers (folded);

-- Amounts are minor units; days are YYYY-MM-DD, both ends included.
create table costs (
  cost_id uuid not null primary key,
  campaign int,
  programme text,
  starts text not null,
  ends text not null,
  amount bigint not null,
  currency text not null,
  import int
);

create table organisations (
  organisation_id uuid not null primary key,
  name text,
  domain text,
  known_at timestamptz not null,
  merged_into uuid,
  import int
);

-- kind: 1 domain, 2 normalised name, 3 the name of a buying group by which alone it is known.
create table organisation_keys (
  kind smallint not null,
  value text /*bytewise*/ not null,
  organisation_id uuid not null,
  import int,
  primary key (kind, value)
) /*clustered*/;

-- What was said together at one time by one origin is one row: facts is a JSON object of the values as they were said;
-- null is "nothing is known any more", an array several values. person_id: who said it.
create table organisation_facts (
  organisation_id uuid not null,
  at timestamptz not null,
  seq bigint not null,
  known_at timestamptz not null,
  origin smallint not null,
  said_in int,
  is_assumed boolean not null,
  import int,
  person_id uuid,
  facts text not null,
  primary key (organisation_id, at, seq)
) /*clustered*/;

create table buying_groups (
  group_id uuid not null primary key,
  organisation_id uuid not null,
  line text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  import int,
  name text
);
create index buying_groups_of_organisation on buying_groups (organisation_id, line);
create index buying_groups_by_name on buying_groups (line, name) where name is not null;

create table group_facts (
  group_id uuid not null,
  at timestamptz not null,
  seq bigint not null,
  known_at timestamptz not null,
  origin smallint not null,
  said_in int,
  is_assumed boolean not null,
  import int,
  person_id uuid,
  facts text not null,
  primary key (group_id, at, seq)
) /*clustered*/;

create table imports (
  import int not null primary key,
  what text not null,
  file text not null,
  line text not null,
  mapping text,
  began_at timestamptz not null,
  ended_at timestamptz,
  undone_at timestamptz,
  began_by text not null,
  rows_read bigint not null,
  rows_taken bigint not null,
  rows_seen bigint not null,
  rows_refused bigint not null,
  rows_review bigint not null,
  report text not null
);

-- Rows that name two different persons, or none for sure: somebody has to look.
create table review (
  review_id uuid not null primary key,
  import int not null,
  row_number bigint not null,
  reason text not null,
  cells text not null,
  found_at timestamptz not null,
  settled_at timestamptz
);

-- Work on the whole desk, a group or an organisation. kind: 1 judge the group, 2 judge the organisation, 3 judge everybody
-- of a line. place: how far it is.
create table desk_work (
  kind smallint not null,
  owner uuid not null,
  due_at timestamptz not null,
  data text,
  place uuid,
  claimed_by uuid,
  claimed_until timestamptz,
  attempts int not null,
  error text,
  primary key (kind, owner)
);
create index desk_work_due on desk_work (due_at);

-- Look-ups: what must be unique is unique here -------------------------------------------------------------------------

-- kind: 1 external id, 2 normalised e-mail.
create table contact_keys (
  kind smallint not null,
  value text /*bytewise*/ not null,
  person_id uuid not null,
  import int,
  primary key (kind, value)
) /*clustered*/;

create table touch_keys (
  scope text not null,
  client_id text not null,
  person_id uuid not null,
  lead smallint not null,
  at timestamptz not null,
  known_at timestamptz not null,
  primary key (scope, client_id)
) /*clustered*/;

-- One a row of an imported file: the hash of the row and of how often it stood there before.
create table import_keys (
  key uuid not null,
  import int not null,
  primary key (key)
) /*clustered*/;

create table request_keys (
  scope text not null,
  request_key text not null,
  request_hash text not null,
  status int not null,
  answer text not null,
  answered_at timestamptz not null,
  primary key (scope, request_key)
) /*clustered*/;

-- Per person ------------------------------------------------------------------------------------------------------------

create table persons (
  person_id uuid not null primary key,
  organisation_id uuid,
  merged_into uuid,
  known_at timestamptz not null,
  import int
) /*clustered*/;
create index persons_merged on persons (merged_into) where merged_into is not null;

-- Where a person (lead 0) or his lead was before an import moved it to another organisation or buying group: to take it back.
create table moves (
  person_id uuid not null,
  lead smallint not null,
  import int not null,
  organisation_id uuid,
  group_id uuid,
  primary key (person_id, lead, import)
) /*clustered*/;

create table person_facts (
  person_id uuid not null,
  at timestamptz not null,
  seq bigint not null,
  known_at timestamptz not null,
  origin smallint not null,
  said_in int,
  is_assumed boolean not null,
  import int,
  facts text not null,
  primary key (person_id, at, seq)
) /*clustered*/;

create table touches (
  person_id uuid not null,
  at timestamptz not null,
  seq bigint not null,
  known_at timestamptz not null,
  kind int not null,
  source int,
  campaign int,
  offer int,
  page text,
  is_assumed boolean not null,
  import int,
  discounted_at timestamptz,
  primary key (person_id, at, seq)
) /*clustered*/;

-- A lead as lists show it: its state (the fold of its events) and what was found when it was last judged. row_version
-- grows with every write, also when a touch or fact of the person comes: whoever saves must have seen the last one.
create table leads (
  person_id uuid not null,
  lead smallint not null,
  line text not null,
  row_version int not null,
  version int not null,
  pass smallint not null,
  stage smallint not null,
  pass_began timestamptz not null,
  stage_since timestamptz not null,
  ended smallint,
  end_reason text,
  ended_at timestamptz,
  is_resting boolean not null,
  rests_until timestamptz,
  state text,
  temperature smallint,
  could_be smallint,
  buying_stage smallint,
  fits smallint,
  is_complete boolean,
  qualified smallint,
  is_handover boolean,
  programme smallint,
  agreement_version int,
  interest int not null,
  judged_at timestamptz,
  stands_until timestamptz,
  next_at timestamptz,
  next_thing smallint,
  owner text,
  organisation_id uuid,
  group_id uuid,
  name text,
  name_key text /*bytewise*/ not null,
  email text,
  organisation text,
  country text,
  job_title text,
  external_id text,
  source int,
  campaign int,
  first_touch_at timestamptz,
  last_touch_at timestamptz,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  import int,
  primary key (person_id, lead)
) /*clustered*/;
create index leads_by_temperature on leads (line, temperature, interest, person_id);
create index leads_by_opening on leads (line, opened_at, person_id);
create index leads_by_group on leads (group_id) where group_id is not null;
create index leads_by_organisation on leads (organisation_id) where organisation_id is not null;
create index leads_by_name on leads (line, name_key, person_id);
create index leads_by_interest on leads (line, interest, person_id);
create index leads_by_last_touch on leads (line, last_touch_at, person_id);

-- One row a pass: the funnel. Stages have the instant they were reached in this pass.
create table passes (
  person_id uuid not null,
  lead smallint not null,
  pass smallint not null,
  line text not null,
  began_at timestamptz not null,
  source int,
  campaign int,
  side text,
  agreement_version int,
  temperature smallint,
  qualified_at timestamptz,
  handed_over_at timestamptz,
  accepted_at timestamptz,
  opportunity_at timestamptz,
  ended_at timestamptz,
  ended smallint,
  end_reason text,
  owner text,
  amount bigint,
  currency text,
  is_assumed boolean not null,
  primary key (person_id, lead, pass)
) /*clustered*/;

-- What one command made happen, as a JSON array.
create table events (
  person_id uuid not null,
  lead smallint not null,
  version int not null,
  at timestamptz not null,
  by text,
  import int,
  events text not null,
  primary key (person_id, lead, version)
) /*clustered*/;

-- kind: 1 judge again.
create table due_work (
  person_id uuid not null,
  lead smallint not null,
  kind smallint not null,
  due_at timestamptz not null,
  claimed_by uuid,
  claimed_until timestamptz,
  attempts int not null,
  error text,
  primary key (person_id, lead, kind)
) /*clustered*/;
create index due_work_due on due_work (due_at);
