-- What users are told in the app. kind: see NoticeKind. person_id, lead: whom it is about, so that erasure finds it. mail_id: the
-- mail that tells the same.
create table notices (
  user_id uuid not null,
  notice_id uuid not null,
  kind smallint not null,
  person_id uuid,
  lead smallint,
  says text not null,
  path text not null,
  at timestamptz not null,
  read_at timestamptz,
  mail_id uuid,
  primary key (user_id, notice_id)
);
create index notices_unread on notices (user_id) where read_at is null;
create index notices_by_time on notices (at);

-- Where somebody has chosen otherwise than is usual.
create table notice_switches (
  user_id uuid not null,
  kind smallint not null,
  in_app boolean not null,
  by_mail boolean not null,
  primary key (user_id, kind)
);

-- Mails to users. path: the page that the mail leads to; secret: the same sealed, of a link that lets somebody in, gone once the
-- mail is sent. due_at: null once it was sent or given up.
create table user_mails (
  mail_id uuid not null primary key,
  user_id uuid not null,
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
  claimed_until timestamptz
);
create index user_mails_due on user_mails (due_at) where due_at is not null;
create index user_mails_by_time on user_mails (at);

-- events: words, by blanks. secret, old_secret: sealed; the old one is good until old_until. failing_since: of tries in a row.
create table webhooks (
  webhook_id uuid not null primary key,
  name text not null,
  url text not null,
  events text not null,
  secret text not null,
  old_secret text,
  old_until timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_because text,
  version int not null
);

-- One row a webhook and message. tried_at: the first try since it was made or sent again. due_at: null once it was delivered or
-- given up.
create table webhook_messages (
  message_id uuid not null,
  webhook_id uuid not null,
  type text not null,
  payload text not null,
  at timestamptz not null,
  due_at timestamptz,
  attempts int not null,
  tried_at timestamptz,
  delivered_at timestamptz,
  failed_at timestamptz,
  claimed_by uuid,
  claimed_until timestamptz,
  primary key (message_id, webhook_id)
);
create index webhook_messages_due on webhook_messages (webhook_id, due_at) where due_at is not null;
create index webhook_messages_failed on webhook_messages (webhook_id, failed_at) where failed_at is not null;
create index webhook_messages_of on webhook_messages (webhook_id, message_id);
create index webhook_messages_by_time on webhook_messages (at);

-- status: of HTTP, null where there was none. answer: its first bytes.
create table webhook_tries (
  message_id uuid not null,
  webhook_id uuid not null,
  try_id uuid not null,
  at timestamptz not null,
  status int,
  milliseconds int not null,
  error text,
  answer text,
  primary key (message_id, webhook_id, try_id)
);
