-- What an import brought is taken back with it: its keys, too, and not those of other touches of the same instant.
alter table touch_keys add column import int;

update touch_keys set import = (select min(t.import) from touches t where t.person_id = touch_keys.person_id and t.at = touch_keys.at) where scope = 'import';

create index touch_keys_import on touch_keys (import, person_id) where import is not null;
