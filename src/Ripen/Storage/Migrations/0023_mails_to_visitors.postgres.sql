-- Mails that the desk sends itself go to users, and to visitors about a form that they sent: form, then, and no user.
alter table user_mails alter column user_id drop not null;
alter table user_mails add column form text;
