-- What people may be written to or recognised for, and in which words they are asked. basis: 1 consent, 2 legitimate
-- interest, 3 contract, 4 legal obligation. A wording that is changed is a new version; what was said keeps its own.
create table purposes (
  purpose text not null primary key,
  label text not null,
  basis smallint not null,
  is_mail boolean not null,
  made_at timestamptz not null,
  made_by text not null,
  retired_at timestamptz
);
create table purpose_wordings (
  purpose text not null,
  language text not null,
  version int not null,
  title text not null,
  says text not null,
  worded_at timestamptz not null,
  worded_by text not null,
  primary key (purpose, language, version)
);

-- What a person said, or somebody for him; only added to. said: 1 given, 2 withdrawn, 3 objected. by: who recorded it; null:
-- the person himself.
create table consents (
  person_id uuid not null,
  at timestamptz not null,
  seq bigint not null,
  known_at timestamptz not null,
  purpose text not null,
  said smallint not null,
  basis smallint not null,
  wording int,
  language text,
  form text,
  email text,
  address text,
  by text,
  note text,
  import int,
  primary key (person_id, at, seq)
) /*clustered*/;

-- Addresses to which nothing is sent, by a keyed hash: none can be read here. reason: 1 unsubscribed, 2 objected,
-- 3 complained, 4 bounced, 5 by hand.
create table suppressions (
  hash text /*bytewise*/ not null primary key,
  reason smallint not null,
  at timestamptz not null,
  by text,
  import int
) /*clustered*/;

-- A mail that was written and may not be sent any more.
alter table mails add column withheld_at timestamptz;
alter table mails add column withheld_because text;
create index mails_waiting on mails (address) where sent_at is null and withheld_at is null;

-- What was deleted by itself because its time was over.
create table deletions (
  at timestamptz not null,
  what text not null,
  kept_days int not null,
  deleted bigint not null,
  primary key (at, what)
);
