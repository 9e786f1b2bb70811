CREATE TABLE "database_identity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"known_since" timestamp with time zone NOT NULL,
	"clock_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
INSERT INTO "database_identity" ("id", "known_since", "clock_at")
SELECT gen_random_uuid(), LEAST(now(), (SELECT min("created_at") FROM "tasks"), (SELECT min("created_at") FROM "sources")), now();
