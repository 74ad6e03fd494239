-- By which cookies of a login elsewhere are protected; all servers of the desk share them. sealed: XML as ASP.NET Core writes it,
-- sealed with a key that lies outside the database.
create table data_protection_keys (
  name text not null primary key,
  sealed text not null,
  added_at timestamptz not null
);
