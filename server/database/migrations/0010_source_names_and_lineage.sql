ALTER TABLE "results" ADD COLUMN "file_hash" text;--> statement-breakpoint
ALTER TABLE "results" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "source_name" text;--> statement-breakpoint
CREATE INDEX "results_by_file" ON "results" USING btree ("file_hash") WHERE deleted_at is null;