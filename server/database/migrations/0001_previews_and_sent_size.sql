ALTER TABLE "results" ADD COLUMN "sent_width" integer;--> statement-breakpoint
ALTER TABLE "results" ADD COLUMN "sent_height" integer;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "previews" jsonb DEFAULT '[]'::jsonb NOT NULL;