CREATE TABLE "forgotten_costs" (
	"task_id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"person" text,
	"status" text NOT NULL,
	"images" integer NOT NULL,
	"charges" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
