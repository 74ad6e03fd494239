-- What visitors read on public pages, where somebody has worded it otherwise or in a further language. text_key: as in
-- Languages/Shipped.
create table public_texts (
  language text not null,
  text_key text not null,
  says text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (language, text_key)
);
