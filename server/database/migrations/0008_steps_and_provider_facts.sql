CREATE TABLE "provider_facts" (
	"provider" text NOT NULL,
	"base_url" text NOT NULL,
	"fact" text NOT NULL,
	"value" text NOT NULL,
	"learned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_facts_provider_base_url_fact_pk" PRIMARY KEY("provider","base_url","fact")
);
--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "step" text DEFAULT 'submit' NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "sent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "charges" jsonb DEFAULT '[]'::jsonb NOT NULL;