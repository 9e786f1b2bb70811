CREATE TABLE "provider_stops" (
	"provider" text PRIMARY KEY NOT NULL,
	"problem" jsonb NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"refusals" integer NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "submit_anew" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "slots" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "callback_token" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "hinted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "hinted_task_id" text;--> statement-breakpoint
CREATE INDEX "tasks_at_provider" ON "tasks" USING btree ("provider","created_at") WHERE due_at is not null;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_callback_token_unique" UNIQUE("callback_token");