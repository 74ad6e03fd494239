-- The version under which a lead was last judged. Findings keep the one under which they were first found: a new version
-- under which all is found as before is no news.
alter table leads add column judged_under int;
update leads set judged_under = agreement_version;

-- Lists by what changed lately, and of what is qualified, at a million leads.
create index leads_by_change on leads (changed_at);
create index leads_qualified on leads (line, interest, person_id) where qualified = 2;
