ALTER TABLE "updates" DROP CONSTRAINT "updates_doc_id_documents_id_fk";
--> statement-breakpoint
ALTER TABLE "updates" DROP CONSTRAINT "updates_person_id_people_id_fk";
