alter table leads add column last_rejection text;
