-- Since when somebody waits for the answer that respond_by is about: the handover, or what was asked after it.
alter table handovers add column asked_at timestamptz;
update handovers set asked_at = opened_at where respond_by is not null;

create index handovers_by_opening on handovers (opened_at, person_id);
create index tasks_by_due on tasks (due_at, person_id) where ended_at is null;

-- What stands already is looked at once: it may be ripe, or wait for a clock or a programme.
insert into due_work (person_id, lead, kind, due_at, attempts)
select person_id, lead, 2, changed_at, 0 from leads where ended is null
on conflict (person_id, lead, kind) do nothing;
