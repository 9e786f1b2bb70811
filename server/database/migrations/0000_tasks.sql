CREATE SEQUENCE "public"."task_revision" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "results" (
	"task_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"id" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"file_bytes" integer NOT NULL,
	"flags" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "results_task_id_index_pk" PRIMARY KEY("task_id","index"),
	CONSTRAINT "results_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text PRIMARY KEY NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"format" text NOT NULL,
	"file_bytes" integer NOT NULL,
	"orientation" integer NOT NULL,
	"has_alpha" boolean NOT NULL,
	"copy_reasons" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"revision" bigint NOT NULL,
	"status" text NOT NULL,
	"provider" text NOT NULL,
	"source_id" text NOT NULL,
	"expansion" jsonb NOT NULL,
	"prompt" text NOT NULL,
	"n" integer NOT NULL,
	"progress" real,
	"external_task_id" text,
	"upstream_task_id" text,
	"upstream_images" jsonb,
	"look_up_first" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"doubts" integer DEFAULT 0 NOT NULL,
	"polls" integer DEFAULT 0 NOT NULL,
	"refetches" integer DEFAULT 0 NOT NULL,
	"status_since" timestamp with time zone NOT NULL,
	"waiting" jsonb,
	"problem" jsonb,
	"due_at" timestamp with time zone,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "tasks_idempotency_key_unique" UNIQUE("idempotency_key"),
	CONSTRAINT "tasks_external_task_id_unique" UNIQUE("external_task_id")
);
--> statement-breakpoint
ALTER TABLE "results" ADD CONSTRAINT "results_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tasks_newest" ON "tasks" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_due" ON "tasks" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "tasks_changed" ON "tasks" USING btree ("revision");