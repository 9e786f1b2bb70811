CREATE TABLE "daily_images" (
	"day" text PRIMARY KEY NOT NULL,
	"images" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"secret_hash" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"token_mark" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
