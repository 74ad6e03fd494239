-- Mails that the desk sends itself go to users, and to visitors about a form that they sent: form, then, and no user.
create table user_mails_new (
  mail_id uuid not null primary key,
  user_id uuid,
  person_id uuid,
  address text not null,
  subject text not null,
  text text not null,
  path text,
  secret text,
  at timestamptz not null,
  due_at timestamptz,
  attempts int not null,
  error text,
  sent_at timestamptz,
  failed_at timestamptz,
  claimed_by uuid,
  claimed_until timestamptz,
  form text
);
insert into user_mails_new select mail_id, user_id, person_id, address, subject, text, path, secret, at, due_at, attempts, error, sent_at, failed_at, claimed_by, claimed_until, null from user_mails;
drop table user_mails;
alter table user_mails_new rename to user_mails;
create index user_mails_due on user_mails (due_at) where due_at is not null;
create index user_mails_by_time on user_mails (at);
