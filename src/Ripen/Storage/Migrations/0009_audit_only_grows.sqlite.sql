create trigger audit_is_not_changed before update on audit begin select raise(abort, 'the audit only grows'); end;

create trigger audit_is_not_deleted before delete on audit begin select raise(abort, 'the audit only grows'); end;
