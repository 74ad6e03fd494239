-- A pass counts for who has it, also where it was passed on: rows that were written before keep up with it here.
update passes set owner = (
  select o.seller from opportunities o where o.person_id = passes.person_id and o.lead = passes.lead and o.pass = passes.pass)
where exists (
  select 1 from opportunities o where o.person_id = passes.person_id and o.lead = passes.lead and o.pass = passes.pass and o.seller is not null);
update passes set owner = (
  select l.owner from leads l where l.person_id = passes.person_id and l.lead = passes.lead)
where accepted_at is not null and ended_at is null and opportunity_at is null and exists (
  select 1 from leads l where l.person_id = passes.person_id and l.lead = passes.lead and l.pass = passes.pass and l.ended is null and l.owner is not null);
