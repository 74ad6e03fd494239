-- Sources and campaigns are edited by people: the version that somebody has read is named by whoever changes one.
alter table sources add column row_version int not null default 1;
alter table campaigns add column row_version int not null default 1;

-- The list of organisations, from A to Z.
create index organisations_by_name on organisations (lower(coalesce(name, domain, '')) /*bytewise*/, organisation_id) where merged_into is null;
