-- What the application promises never to do, the database refuses (P12): events and decisions are append-only, versions and
-- templates immutable. Only the columns that say how a version ended may change, once.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: rows are append-only', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger events_append_only before update or delete on events for each row execute function refuse_change();
--> statement-breakpoint
create trigger events_no_truncate before truncate on events for each statement execute function refuse_change();
--> statement-breakpoint
create trigger decisions_append_only before update or delete on decisions for each row execute function refuse_change();
--> statement-breakpoint
create trigger decisions_no_truncate before truncate on decisions for each statement execute function refuse_change();
--> statement-breakpoint
create trigger templates_immutable before update or delete on templates for each row execute function refuse_change();
--> statement-breakpoint
create trigger versions_no_delete before delete on versions for each row execute function refuse_change();
--> statement-breakpoint
create function refuse_version_change() returns trigger language plpgsql as $$
begin
  if old.outcome <> 'open' or (to_jsonb(new) - 'outcome' - 'ended_at') <> (to_jsonb(old) - 'outcome' - 'ended_at') then
    raise exception 'UPDATE of versions is refused: a frozen version does not change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger versions_immutable before update on versions for each row execute function refuse_version_change();
--> statement-breakpoint
create index reviews_title_grams on reviews using gin (to_tsvector('simple', title_grams));
