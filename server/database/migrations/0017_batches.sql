ALTER TABLE "forgotten_costs" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "forgotten_costs" ADD COLUMN "batch_name" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "batch_name" text;--> statement-breakpoint
CREATE INDEX "tasks_of_batch" ON "tasks" USING btree ("batch_id","created_at","id") WHERE deleted_at is null;