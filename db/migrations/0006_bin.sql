CREATE TABLE "purges" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"review_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp with time zone,
	"done_by" uuid,
	"done_at" timestamp with time zone,
	CONSTRAINT "purges_two_people" CHECK ("purges"."done_by" <> "purges"."asked_by"),
	CONSTRAINT "purges_one_end" CHECK ("purges"."done_at" is null or "purges"."withdrawn_at" is null)
);
--> statement-breakpoint
CREATE TABLE "event_words" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"salt" text NOT NULL,
	"words" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "stage_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "binned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "binned_by" uuid;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "binned_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "purges" ADD CONSTRAINT "purges_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purges" ADD CONSTRAINT "purges_withdrawn_by_people_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purges" ADD CONSTRAINT "purges_done_by_people_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_words" ADD CONSTRAINT "event_words_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "purges_review" ON "purges" USING btree ("review_id","asked_at");--> statement-breakpoint
CREATE INDEX "event_words_review" ON "event_words" USING btree ("review_id");--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_binned_by_people_id_fk" FOREIGN KEY ("binned_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reviews_binned" ON "reviews" USING btree ("binned_until") WHERE "reviews"."binned_until" is not null;--> statement-breakpoint
update reviews set stage_since = coalesce(
  (select max(e.at) from events e where e.review_id = reviews.id and e.kind = 'stage.changed'),
  created_at);
--> statement-breakpoint
-- Rows that nobody changes go with their review alone: one whose time in the bin is over and that was never frozen, or one whose
-- end two administrators agreed on.
create function refuse_unless_removed() returns trigger language plpgsql as $$
declare
  ids jsonb := to_jsonb(old) - array['state', 'canonical', 'record', 'bytes', 'words'];
  review uuid := coalesce(
    (ids->>'review_id')::uuid,
    (select v.review_id from versions v where v.id = (ids->>'version_id')::uuid),
    (select v.review_id from signoff_lines l join versions v on v.id = l.version_id where l.id = (ids->>'line_id')::uuid),
    (select t.review_id from comments c join threads t on t.id = c.thread_id where c.id = (ids->>'comment_id')::uuid));
begin
  if tg_op = 'DELETE' and (
    exists (select 1 from purges p where p.review_id = review and p.done_at is not null)
    or exists (select 1 from reviews r where r.id = review and r.binned_until <= now()
      and not exists (select 1 from versions v where v.review_id = r.id)))
  then
    return old;
  end if;
  raise exception '% of % is refused: rows are append-only', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
drop trigger versions_no_delete on versions;
--> statement-breakpoint
create trigger versions_no_delete before delete on versions for each row execute function refuse_unless_removed();
--> statement-breakpoint
drop trigger decisions_append_only on decisions;
--> statement-breakpoint
create trigger decisions_append_only before update or delete on decisions for each row execute function refuse_unless_removed();
--> statement-breakpoint
drop trigger comment_edits_append_only on comment_edits;
--> statement-breakpoint
create trigger comment_edits_append_only before update or delete on comment_edits for each row execute function refuse_unless_removed();
--> statement-breakpoint
drop trigger signoff_records_append_only on signoff_records;
--> statement-breakpoint
create trigger signoff_records_append_only before update or delete on signoff_records for each row execute function refuse_unless_removed();
--> statement-breakpoint
drop trigger handed_out_append_only on handed_out;
--> statement-breakpoint
create trigger handed_out_append_only before update or delete on handed_out for each row execute function refuse_unless_removed();
--> statement-breakpoint
create trigger event_words_append_only before update or delete on event_words for each row execute function refuse_unless_removed();
--> statement-breakpoint
-- A wish is withdrawn or done, once; nothing else of it changes, and the row stays.
create function refuse_purge_change() returns trigger language plpgsql as $$
declare
  ends text[] := array['withdrawn_by', 'withdrawn_at', 'done_by', 'done_at'];
begin
  if tg_op = 'UPDATE' and old.withdrawn_at is null and old.done_at is null
    and (to_jsonb(new) - ends) = (to_jsonb(old) - ends) then
    return new;
  end if;
  raise exception '% of purges is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger purges_append_only before update or delete on purges for each row execute function refuse_purge_change();
--> statement-breakpoint
create trigger purges_no_truncate before truncate on purges for each statement execute function refuse_change();
