-- Forms that visitors fill in. form: as it stands in their addresses, for good.
create table forms (
  form text not null primary key,
  name text not null,
  line text not null,
  version int not null,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  closed_at timestamptz
);

-- As it was shown and answered at the time. definition: JSON, see Forms/FormDefinition.
create table form_versions (
  form text not null,
  version int not null,
  definition text not null,
  at timestamptz not null,
  by text not null,
  primary key (form, version)
);

-- Each time a form was shown: asked and answered are facts, by blanks. site: whose page it stood in. person_id, lead: to whom
-- its answer went. outcome: see FormOutcome.
create table form_views (
  view_id uuid not null primary key,
  form text not null,
  version int not null,
  variant smallint not null,
  language text not null,
  asked text not null,
  site text,
  visitor uuid,
  at timestamptz not null,
  started_at timestamptz,
  sent_at timestamptz,
  answered text,
  outcome smallint,
  person_id uuid,
  lead smallint
);
create index form_views_of on form_views (form, view_id);
create index form_views_sent on form_views (form, sent_at) where sent_at is not null;

-- Answers that are not taken yet: they wait for somebody of the desk to look at them, or for a click in a mail. answer_id: of the
-- view. why: see FormOutcome. fields: JSON, as they were typed.
create table form_answers (
  answer_id uuid not null primary key,
  form text not null,
  at timestamptz not null,
  why smallint not null,
  ticket text not null,
  fields text not null,
  address text,
  page text
);
create index form_answers_of on form_answers (form, answer_id);

-- What whoever sends a form gets for it. content: base64.
create table form_files (
  file_id uuid not null primary key,
  name text not null,
  size bigint not null,
  content text not null,
  at timestamptz not null,
  by text not null
);
