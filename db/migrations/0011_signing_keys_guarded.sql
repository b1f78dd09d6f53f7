-- The public keys are what every signature is checked against (P12): rows are added, and none goes. Of a row two moments alone may be
-- written: when it was retired, once, and from when on it is bad, once or anew as an earlier moment. What a later one would make sound
-- again was not.
create trigger signing_keys_no_delete before delete on signing_keys for each row execute function refuse_change();
--> statement-breakpoint
create trigger signing_keys_no_truncate before truncate on signing_keys for each statement execute function refuse_change();
--> statement-breakpoint
create function refuse_key_change() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'retired_at' - 'bad_from') <> (to_jsonb(old) - 'retired_at' - 'bad_from')
    or (old.retired_at is not null and new.retired_at is distinct from old.retired_at)
    or (old.bad_from is not null and (new.bad_from is null or new.bad_from > old.bad_from))
  then
    raise exception 'UPDATE of signing_keys is refused: rows are append-only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger signing_keys_append_only before update on signing_keys for each row execute function refuse_key_change();
