-- owner is from here on whoever has the lead: to whom it was handed over, or who accepted it or opened its opportunity.
-- last_rejection, enrolled_in (name of a programme) and referred_to (a person) stand in the state, too; here they are found.
alter table leads add column last_rejection text;
alter table leads add column enrolled_in text;
alter table leads add column referred_to uuid;
create index leads_by_owner on leads (owner, stage, person_id) where owner is not null and ended is null;
create index leads_asleep on leads (line, rests_until, person_id) where is_resting and ended is null;
create index leads_unplanned on leads (line, person_id) where next_at is null and ended is null;
create index leads_by_programme on leads (enrolled_in, person_id) where enrolled_in is not null;
create index leads_by_referral on leads (referred_to) where referred_to is not null;

-- When what follows from an import was let begin before its quiet time was over.
alter table imports add column told_at timestamptz;

-- Who is responsible for it in Sales: a user's address.
alter table organisations add column seller text;

-- Other names of a user, by which agreements and imports mean him: separated by commas.
alter table users add column known_as text;

-- When somebody was last given a lead: turns among equals go by it.
create table turns (
  seller text not null primary key,
  given_at timestamptz not null,
  given bigint not null
);

-- One row a handover of a lead, by number: what its events tell. ended: see HandoverEnd.
create table handovers (
  person_id uuid not null,
  lead smallint not null,
  handover int not null,
  pass smallint not null,
  line text not null,
  seller text,
  tries smallint not null,
  is_with_manager boolean not null,
  agreement_version int,
  because text,
  opened_at timestamptz not null,
  accept_by timestamptz,
  respond_by timestamptz,
  reassign_at timestamptz,
  late_at timestamptz,
  response_late_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  ended smallint,
  reason text,
  decided_by text,
  is_assumed boolean not null,
  primary key (person_id, lead, handover)
) /*clustered*/;
create index handovers_by_seller on handovers (seller, opened_at);
create index handovers_open on handovers (line, accept_by) where ended_at is null;

-- One row a task of a lead, by number: what its events tell. seller: whose it is; null is nobody's yet. ended: 1 done, 2 dropped.
create table tasks (
  person_id uuid not null,
  lead smallint not null,
  task int not null,
  line text not null,
  kind smallint not null,
  says text not null,
  seller text,
  due_at timestamptz not null,
  late_at timestamptz,
  set_at timestamptz not null,
  set_by text,
  ended_at timestamptz,
  ended smallint,
  done_by text,
  outcome text,
  primary key (person_id, lead, task)
) /*clustered*/;
create index tasks_open on tasks (seller, due_at, person_id) where ended_at is null;
create index tasks_ended on tasks (done_by, ended_at) where ended_at is not null;

-- One row an opportunity, by the pass of its lead. stages: names of all it has been in, separated by line feeds.
create table opportunities (
  person_id uuid not null,
  lead smallint not null,
  pass smallint not null,
  line text not null,
  seller text,
  side text not null,
  opened_at timestamptz not null,
  amount bigint,
  currency text,
  expected_on text,
  stage text,
  stage_since timestamptz not null,
  stages text not null,
  ended_at timestamptz,
  is_won boolean,
  reason text,
  is_assumed boolean not null,
  primary key (person_id, lead, pass)
) /*clustered*/;
create index opportunities_open on opportunities (line, stage, expected_on) where ended_at is null;
create index opportunities_ended on opportunities (line, ended_at) where ended_at is not null;

drop index due_work_due;
create index due_work_due on due_work (kind, due_at);
