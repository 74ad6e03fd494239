-- The one draft of a line's next agreement, and the edits that made it: each can be taken back.
-- revision: grows with every change; whoever changes it must have seen the last one. based_on: the version it began from.
create table agreement_drafts (
  line text not null primary key,
  revision int not null,
  based_on int not null,
  text text not null,
  began_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text not null
);

-- says: in words. place, was, now: the stretch of the text that was another one before, in the text as it was then.
create table agreement_edits (
  line text not null,
  edit int not null,
  at timestamptz not null,
  by text not null,
  says text not null,
  place int not null,
  was text not null,
  now text not null,
  primary key (line, edit)
);

-- What somebody has to say about a sentence. sentence: its key, the same in all versions; said_of: its words at that time.
create table agreement_comments (
  comment_id uuid not null primary key,
  line text not null,
  version int not null,
  sentence text not null,
  said_of text not null,
  text text not null,
  written_at timestamptz not null,
  written_by text not null,
  settled_at timestamptz
);
create index agreement_comments_by_line on agreement_comments (line, sentence);

-- Who signed a version for which side. is_local: by whoever sat at this machine, without an account or a password.
create table agreement_signatures (
  line text not null,
  version int not null,
  side text not null,
  name text not null,
  hash text not null,
  signed_at timestamptz not null,
  signed_by text not null,
  is_local boolean not null,
  primary key (line, version, side)
);
