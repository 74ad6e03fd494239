-- What reports count passes by, beside what was there: the buying stage at the first judgement, whether the lead fits as it
-- was last judged in the pass, its buying group, its first touch and the offer of that, and what is known of its organisation.
alter table passes add column buying_stage smallint;
alter table passes add column fits smallint;
alter table passes add column group_id uuid;
alter table passes add column first_touch_at timestamptz;
alter table passes add column offer int;
alter table passes add column industry text;
alter table passes add column employees bigint;

update passes set
  group_id = (select l.group_id from leads l where l.person_id = passes.person_id and l.lead = passes.lead),
  first_touch_at = (select l.first_touch_at from leads l where l.person_id = passes.person_id and l.lead = passes.lead),
  fits = (select l.fits from leads l where l.person_id = passes.person_id and l.lead = passes.lead and l.pass = passes.pass),
  offer = (
    select t.offer from touches t join leads l on l.person_id = t.person_id
    where l.person_id = passes.person_id and l.lead = passes.lead and t.at = l.first_touch_at order by t.seq limit 1);

-- Whose passes have changed, from one person to another in their order: what is kept in memory of passes is put right by it.
-- Known by its id, and not by its time: a transaction that began earlier may end later.
create table pass_changes (
  change_id uuid not null primary key,
  at timestamptz not null,
  first_person uuid not null,
  last_person uuid not null
);
create index pass_changes_by_time on pass_changes (at);

-- Counted off the index alone: what it is limited to stands in it, or the row would be looked at for that.
drop index leads_by_owner;
create index leads_by_owner on leads (owner, stage, person_id, ended) where owner is not null and ended is null;
drop index handovers_running;
create index handovers_running on handovers (seller, late_at, ended_at) where ended_at is null;
