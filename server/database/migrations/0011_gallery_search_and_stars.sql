DROP INDEX "tasks_newest";--> statement-breakpoint
ALTER TABLE "results" ADD COLUMN "colour" text;--> statement-breakpoint
ALTER TABLE "results" ADD COLUMN "is_starred" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "search" "tsvector";--> statement-breakpoint
CREATE INDEX "results_starred" ON "results" USING btree ("task_id") WHERE is_starred and deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_of_status" ON "tasks" USING btree ("status","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_of_provider" ON "tasks" USING btree ("provider","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_of_source" ON "tasks" USING btree ("source_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_of_format" ON "tasks" USING btree ("format_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_search" ON "tasks" USING gin ("search");--> statement-breakpoint
CREATE INDEX "tasks_newest" ON "tasks" USING btree ("created_at","id") WHERE deleted_at is null;--> statement-breakpoint
-- Tasks that are older are found by the words of their prompts too.
UPDATE "tasks" SET "search" = to_tsvector('simple', regexp_replace(lower("prompt"), '[^[:alnum:]]+', ' ', 'g'));
