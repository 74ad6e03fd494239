-- Saved views of reports, too, for oneself or for all. path: the list or report. folded: the name as names are compared;
-- null where it was saved before this, for then two could have one name.
alter table saved_views add column path text not null default '/leads';
alter table saved_views add column is_shared boolean not null default true;
alter table saved_views add column folded text;
create unique index saved_views_name on saved_views (saved_by, folded);

-- Where somebody begins: the path of a page, or the id of a saved view; null: as suits his roles.
alter table users add column start_page text;
