-- What lists show and filter by: see Leads/LeadGaps.
alter table leads add column criteria text;
alter table leads add column missing text;
alter table leads add column one_answer_away text;
create index leads_one_answer_away on leads (line, interest, person_id) where one_answer_away is not null;

-- Lists of leads that somebody gave a name. query: the filters, as they stand in the list's address.
create table saved_views (
  view_id uuid not null primary key,
  name text not null,
  query text not null,
  saved_at timestamptz not null,
  saved_by text not null
);

-- What was done to many leads at once from a list, so that it can be taken back. leads: JSON, each with what it was before.
create table bulk_changes (
  change_id uuid not null primary key,
  what text not null,
  leads text not null,
  done_at timestamptz not null,
  done_by text not null,
  undone_at timestamptz
);
