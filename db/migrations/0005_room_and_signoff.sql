CREATE TABLE "comment_edits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"comment_id" uuid NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mentions" (
	"comment_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "mentions_comment_id_person_id_pk" PRIMARY KEY("comment_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "reactions" (
	"comment_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"emoji" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reactions_comment_id_person_id_emoji_pk" PRIMARY KEY("comment_id","person_id","emoji")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"thread_id" uuid,
	"comment_id" uuid,
	"body" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "passages" (
	"review_id" uuid NOT NULL,
	"hash" bigint NOT NULL,
	CONSTRAINT "passages_review_id_hash_pk" PRIMARY KEY("review_id","hash")
);
--> statement-breakpoint
CREATE TABLE "review_texts" (
	"review_id" uuid PRIMARY KEY NOT NULL,
	"epoch" integer NOT NULL,
	"seq" bigint NOT NULL,
	"body" text NOT NULL,
	"folded" text NOT NULL,
	"sections" jsonb NOT NULL,
	"grams" text NOT NULL,
	"suggestions" integer DEFAULT 0 NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repeats" (
	"person_id" uuid NOT NULL,
	"key" text NOT NULL,
	"asked_sha256" text NOT NULL,
	"answer" jsonb,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "repeats_person_id_key_pk" PRIMARY KEY("person_id","key")
);
--> statement-breakpoint
CREATE TABLE "absences" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"from" date NOT NULL,
	"until" date NOT NULL,
	"delegate_id" uuid,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "break_glass" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"admin_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"head" text NOT NULL,
	"kid" text NOT NULL,
	"signature" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "handed_out" (
	"version_id" uuid NOT NULL,
	"format" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"sha256" text NOT NULL,
	"renderer" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "handed_out_version_id_format_pk" PRIMARY KEY("version_id","format")
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"line_id" uuid NOT NULL,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "return_points" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"review_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"section_key" text,
	"step_no" integer,
	"decision_id" uuid,
	"body" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "returned_sections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"review_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"section_key" text NOT NULL,
	"returned_by" uuid NOT NULL,
	"returned_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" uuid
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"public_pem" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	"bad_from" timestamp with time zone,
	"signed_by" text,
	"signature" "bytea"
);
--> statement-breakpoint
CREATE TABLE "signoff_records" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"version_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"record" "bytea" NOT NULL,
	"sha256" text NOT NULL,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "named_versions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"review_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"state" "bytea" NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "point_fields" (
	"review_id" uuid NOT NULL,
	"point_id" text NOT NULL,
	"owner_id" uuid,
	"owner" text DEFAULT '' NOT NULL,
	"due" date,
	"criterion" text DEFAULT '' NOT NULL,
	"verifier_id" uuid,
	"verifier" text DEFAULT '' NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "point_fields_review_id_point_id_pk" PRIMARY KEY("review_id","point_id")
);
--> statement-breakpoint
CREATE TABLE "section_states" (
	"review_id" uuid NOT NULL,
	"section_key" text NOT NULL,
	"owner_id" uuid,
	"state" text DEFAULT 'todo' NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "section_states_review_id_section_key_pk" PRIMARY KEY("review_id","section_key")
);
--> statement-breakpoint
CREATE TABLE "set_phrases" (
	"phrase" text PRIMARY KEY NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "waivers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"review_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"section_key" text,
	"reason" text NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "signoff_lines_once";--> statement-breakpoint
ALTER TABLE "signoff_steps" ADD COLUMN "no" integer;--> statement-breakpoint
ALTER TABLE "signoff_steps" ADD COLUMN "key" text;--> statement-breakpoint
ALTER TABLE "signoff_steps" ADD COLUMN "added" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "signoff_steps" SET "no" = "order", "key" = "order"::text;--> statement-breakpoint
ALTER TABLE "signoff_steps" ALTER COLUMN "no" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "signoff_steps" ALTER COLUMN "key" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "signoff_steps" DROP CONSTRAINT "signoff_steps_version_id_order_pk";--> statement-breakpoint
ALTER TABLE "signoff_steps" ADD CONSTRAINT "signoff_steps_pk" PRIMARY KEY("version_id","no");--> statement-breakpoint
ALTER TABLE "signoff_lines" RENAME COLUMN "step_order" TO "step_no";--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "seat" text;--> statement-breakpoint
UPDATE "signoff_lines" SET "seat" = "step_no"::text || '/' || "person_id"::text;--> statement-breakpoint
ALTER TABLE "signoff_lines" ALTER COLUMN "seat" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "edited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "grams" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "assignee_id" uuid;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "due" date;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "lost_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "lost_by" uuid;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "signoff_steps" jsonb;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "signoff_due" date;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "group" text;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "added_by" uuid;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "added_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "stands_for" uuid;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "standing" text DEFAULT 'own' NOT NULL;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "removed_by" uuid;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD COLUMN "due" date;--> statement-breakpoint
ALTER TABLE "comment_edits" ADD CONSTRAINT "comment_edits_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passages" ADD CONSTRAINT "passages_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_texts" ADD CONSTRAINT "review_texts_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repeats" ADD CONSTRAINT "repeats_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_delegate_id_people_id_fk" FOREIGN KEY ("delegate_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_admin_id_people_id_fk" FOREIGN KEY ("admin_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoints" ADD CONSTRAINT "checkpoints_kid_signing_keys_kid_fk" FOREIGN KEY ("kid") REFERENCES "public"."signing_keys"("kid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handed_out" ADD CONSTRAINT "handed_out_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_line_id_signoff_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."signoff_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_points" ADD CONSTRAINT "return_points_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_points" ADD CONSTRAINT "return_points_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_points" ADD CONSTRAINT "return_points_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_points" ADD CONSTRAINT "return_points_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_points" ADD CONSTRAINT "return_points_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_sections" ADD CONSTRAINT "returned_sections_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_sections" ADD CONSTRAINT "returned_sections_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_sections" ADD CONSTRAINT "returned_sections_returned_by_people_id_fk" FOREIGN KEY ("returned_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_sections" ADD CONSTRAINT "returned_sections_closed_by_versions_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoff_records" ADD CONSTRAINT "signoff_records_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoff_records" ADD CONSTRAINT "signoff_records_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "named_versions" ADD CONSTRAINT "named_versions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "named_versions" ADD CONSTRAINT "named_versions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "point_fields" ADD CONSTRAINT "point_fields_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "point_fields" ADD CONSTRAINT "point_fields_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "point_fields" ADD CONSTRAINT "point_fields_verifier_id_people_id_fk" FOREIGN KEY ("verifier_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "point_fields" ADD CONSTRAINT "point_fields_updated_by_people_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "section_states" ADD CONSTRAINT "section_states_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "section_states" ADD CONSTRAINT "section_states_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "section_states" ADD CONSTRAINT "section_states_updated_by_people_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "set_phrases" ADD CONSTRAINT "set_phrases_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_withdrawn_by_people_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_edits_comment" ON "comment_edits" USING btree ("comment_id","at");--> statement-breakpoint
CREATE INDEX "mentions_person" ON "mentions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "notifications_person" ON "notifications" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("person_id","read_at");--> statement-breakpoint
CREATE INDEX "passages_hash" ON "passages" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "review_texts_grams" ON "review_texts" USING gin (to_tsvector('simple', "grams"));--> statement-breakpoint
CREATE INDEX "repeats_at" ON "repeats" USING btree ("at");--> statement-breakpoint
CREATE INDEX "absences_person" ON "absences" USING btree ("person_id","until");--> statement-breakpoint
CREATE INDEX "break_glass_admin" ON "break_glass" USING btree ("admin_id","review_id","until");--> statement-breakpoint
CREATE INDEX "reminders_line" ON "reminders" USING btree ("line_id","at");--> statement-breakpoint
CREATE INDEX "return_points_review" ON "return_points" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "returned_sections_review" ON "returned_sections" USING btree ("review_id","closed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "returned_sections_once" ON "returned_sections" USING btree ("review_id","section_key") WHERE "returned_sections"."closed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "signoff_records_no" ON "signoff_records" USING btree ("version_id","no");--> statement-breakpoint
CREATE INDEX "named_versions_review" ON "named_versions" USING btree ("review_id","created_at");--> statement-breakpoint
CREATE INDEX "section_states_owner" ON "section_states" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "waivers_review" ON "waivers" USING btree ("review_id");--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_assignee_id_people_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_lost_by_people_id_fk" FOREIGN KEY ("lost_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD CONSTRAINT "signoff_lines_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signoff_lines" ADD CONSTRAINT "signoff_lines_removed_by_people_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comments_grams" ON "comments" USING gin (to_tsvector('simple', "grams"));--> statement-breakpoint
CREATE INDEX "threads_assignee" ON "threads" USING btree ("assignee_id","state");--> statement-breakpoint
CREATE INDEX "signoff_lines_person" ON "signoff_lines" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "signoff_lines_once" ON "signoff_lines" USING btree ("version_id","step_no","person_id") WHERE "signoff_lines"."removed_at" is null;--> statement-breakpoint
create trigger comment_edits_append_only before update or delete on comment_edits for each row execute function refuse_change();
--> statement-breakpoint
create trigger signoff_records_append_only before update or delete on signoff_records for each row execute function refuse_change();
--> statement-breakpoint
create trigger signoff_records_no_truncate before truncate on signoff_records for each statement execute function refuse_change();
--> statement-breakpoint
create trigger checkpoints_append_only before update or delete on checkpoints for each row execute function refuse_change();
--> statement-breakpoint
create trigger checkpoints_no_truncate before truncate on checkpoints for each statement execute function refuse_change();
--> statement-breakpoint
create trigger handed_out_append_only before update or delete on handed_out for each row execute function refuse_change();
