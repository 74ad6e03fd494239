-- Who has an account. email: lower case; by it he is known in what he did, so it stays his. roles: bits, see Role. password:
-- as ASP.NET Core Identity hashes it; null until he has chosen one. two_step: the sealed secret of his authenticator app;
-- two_step_used: the last of its steps that was used, so that no code is used twice. is_made_up: one of a demo's.
create table users (
  user_id uuid not null primary key,
  email text not null,
  name text not null,
  roles int not null,
  signs_for_sales boolean not null,
  signs_for_marketing boolean not null,
  password text,
  two_step text,
  two_step_used bigint not null,
  team_id uuid,
  capacity int,
  hours text,
  is_made_up boolean not null,
  created_at timestamptz not null,
  deactivated_at timestamptz,
  logged_in_at timestamptz,
  version int not null
);

create unique index users_by_email on users (email);

create table teams (
  team_id uuid not null primary key,
  name text not null,
  manager uuid,
  version int not null
);

-- From the first to the last day, both in.
create table absences (
  user_id uuid not null,
  starts text not null,
  ends text not null,
  note text,
  primary key (user_id, starts)
);

-- session: SHA-256 of what the browser holds.
create table user_sessions (
  session text not null primary key,
  user_id uuid not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  address text,
  agent text
);
create index user_sessions_of on user_sessions (user_id);

-- Links and steps that are good once, for a while. link: SHA-256 of what stands in it. kind: see OneTime. data: what belongs to
-- it, such as the challenge of a passkey.
create table user_links (
  link text not null primary key,
  kind smallint not null,
  user_id uuid,
  expires_at timestamptz not null,
  made_by text not null,
  tries int not null,
  data text
);
create index user_links_of on user_links (user_id, kind);

-- credential: base64url, as authenticators name it. key: what it is checked by, with all that came with it.
create table user_passkeys (
  credential text not null primary key,
  user_id uuid not null,
  name text not null,
  added_at timestamptz not null,
  used_at timestamptz,
  passkey text not null
);
create index user_passkeys_of on user_passkeys (user_id);

-- secret: SHA-256 of the token. scopes: words, by blanks.
create table api_tokens (
  token_id uuid not null primary key,
  secret text not null,
  user_id uuid not null,
  name text not null,
  scopes text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);

create unique index api_tokens_by_secret on api_tokens (secret);

-- Wrong passwords and codes, by what is slowed down for them: an account from an address, an address, an account.
create table login_failures (
  what text not null primary key,
  failures int not null,
  last_at timestamptz not null
);

-- Sealed with a key that lies outside the database.
create table desk_secrets (
  name text not null primary key,
  sealed text not null,
  changed_at timestamptz not null
);

-- Who did what, when, from where. by: a user's address, or local for whoever sat at the machine. via: page, token NAME, command.
-- subject: what it was done to; detail: in words.
create table audit (
  audit_id uuid not null primary key,
  at timestamptz not null,
  by text not null,
  via text not null,
  address text,
  action text not null,
  subject text not null,
  detail text not null,
  was_refused boolean not null
);
create index audit_by_action on audit (action, audit_id);
create index audit_by_who on audit (by, audit_id);

-- seal: of the desk's key on what was signed, by whom and when, so that an exported version can be checked elsewhere.
alter table agreement_signatures add column seal text;
