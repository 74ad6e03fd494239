-- What nurtures leads that are not ready. version: the one by which runs begin. standing: 0 open, 1 paused (nobody enters,
-- runs go on), 2 retired (the same, and out of sight).
create table programmes (
  name text not null primary key,
  version int not null,
  standing smallint not null,
  row_version int not null,
  changed_at timestamptz not null,
  changed_by text not null
);

-- Every version stays: a run keeps the one it began under.
create table programme_versions (
  name text not null,
  version int not null,
  text text not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (name, version)
);
