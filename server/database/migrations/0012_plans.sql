CREATE TABLE "plan_steps" (
	"task_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"expansion" jsonb NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"x" integer NOT NULL,
	"y" integer NOT NULL,
	"external_task_id" text,
	"file_bytes" integer,
	"flags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "plan_steps_task_id_index_pk" PRIMARY KEY("task_id","index"),
	CONSTRAINT "plan_steps_external_task_id_unique" UNIQUE("external_task_id")
);
--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "plan_length" integer;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "plan_step" integer;--> statement-breakpoint
ALTER TABLE "plan_steps" ADD CONSTRAINT "plan_steps_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;