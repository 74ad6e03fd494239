-- Since when somebody waits for the answer that respond_by is about: the handover, or what was asked after it.
alter table handovers add column asked_at timestamptz;
update handovers set asked_at = opened_at where respond_by is not null;

-- Lists of all lines: who sleeps by the day of waking, who has nothing next, who is ripe (next_thing 8) since when, what is late.
drop index leads_asleep;
drop index leads_unplanned;
create index leads_asleep on leads (rests_until, person_id) where is_resting and ended is null;
create index leads_unplanned on leads (person_id) where next_at is null and ended is null;
create index leads_ripe on leads (next_at, person_id) where next_thing = 8 and ended is null;
create index handovers_running on handovers (seller, late_at) where ended_at is null;
create index handovers_late on handovers (late_at, person_id, lead) where ended_at is null and late_at is not null;
create index handovers_by_opening on handovers (opened_at, person_id);
create index tasks_by_due on tasks (due_at, person_id) where ended_at is null;

-- What stands already is looked at once: it may be ripe, or wait for a clock or a programme.
insert into due_work (person_id, lead, kind, due_at, attempts)
select person_id, lead, 2, changed_at, 0 from leads where ended is null
on conflict (person_id, lead, kind) do nothing;
