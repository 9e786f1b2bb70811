CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
ALTER TABLE "daily_images" ADD COLUMN "person" text DEFAULT '*' NOT NULL;--> statement-breakpoint
ALTER TABLE "daily_images" DROP CONSTRAINT "daily_images_pkey";--> statement-breakpoint
ALTER TABLE "daily_images" ADD CONSTRAINT "daily_images_day_person_pk" PRIMARY KEY("day","person");--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "person" text;
