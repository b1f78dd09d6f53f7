-- That a text was approved follows from the record alone (P10, T31). A version begins open; one that ends as approved, and a review that
-- says so, are held at the commit against the completion that the server wrote. A restore puts rows back while these guards sleep.
create function refuse_ended_version() returns trigger language plpgsql as $$
begin
  raise exception 'INSERT of versions is refused: a version begins open' using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger versions_begin_open before insert on versions for each row
  when (new.outcome <> 'open' or new.ended_at is not null) execute function refuse_ended_version();
--> statement-breakpoint
create function refuse_unrecorded_approval() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from events e where e.review_id = new.review_id and e.kind = 'signoff.completed'
      and e.body->>'versionNo' = new.no::text and e.body->>'contentSha256' = new.content_sha256)
  then
    raise exception 'UPDATE of versions is refused: no completion of version % is on record', new.no
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger versions_approved_on_record after update on versions deferrable initially deferred for each row
  when (new.outcome = 'approved' and old.outcome <> 'approved') execute function refuse_unrecorded_approval();
--> statement-breakpoint
create function refuse_unapproved_stage() returns trigger language plpgsql as $$
begin
  if exists (select 1 from reviews r where r.id = new.id and r.stage = 'approved')
    and (select v.outcome from versions v where v.review_id = new.id order by v.no desc limit 1) is distinct from 'approved'
  then
    raise exception '% of reviews is refused: its newest version is not approved', tg_op using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger reviews_approved_by_version after insert or update of stage on reviews deferrable initially deferred
  for each row when (new.stage = 'approved') execute function refuse_unapproved_stage();
--> statement-breakpoint
create function refuse_version_over_approved() returns trigger language plpgsql as $$
begin
  if exists (select 1 from reviews r where r.id = new.review_id and r.stage in ('approved', 'archived'))
    and (select v.outcome from versions v where v.review_id = new.review_id order by v.no desc limit 1) is distinct from 'approved'
  then
    raise exception 'INSERT of versions is refused: the text is approved' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger versions_not_over_approved after insert on versions deferrable initially deferred for each row
  execute function refuse_version_over_approved();
