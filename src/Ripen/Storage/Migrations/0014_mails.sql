-- Mails of programmes to persons: one a person and step, so that none gets the same twice. Nothing is sent yet.
create table mails (
  person_id uuid not null,
  programme text not null,
  step text not null,
  mail_id uuid not null,
  lead smallint not null,
  version int not null,
  address text not null,
  subject text not null,
  body text not null,
  offer text,
  at timestamptz not null,
  sent_at timestamptz,
  primary key (person_id, programme, step)
) /*clustered*/;
create index mails_by_time on mails (mail_id);
