-- What failed, among a row for every open lead: pages look at it twice a second while somebody has them open.
create index due_work_failed on due_work (due_at) where attempts > 0;

-- Whose side a pass is owed to is its source's, where people say and correct it; a copy here was never filled.
alter table passes drop column side;
