UPDATE "tasks" SET
	"step" = CASE
		WHEN "status" = 'processing' AND "look_up_first" THEN 'look-up'
		WHEN "status" = 'processing' THEN 'poll'
		WHEN "status" = 'finishing' THEN 'fetch'
		WHEN "submit_anew" OR ("status" = 'queued' AND "upstream_task_id" IS NOT NULL) THEN 'submit-anew'
		WHEN "look_up_first" THEN 'look-up'
		ELSE 'submit'
	END,
	"sent_at" = CASE WHEN "slots" > 0 THEN "status_since" END;--> statement-breakpoint
ALTER TABLE "tasks" DROP COLUMN "look_up_first";--> statement-breakpoint
ALTER TABLE "tasks" DROP COLUMN "submit_anew";--> statement-breakpoint
ALTER TABLE "tasks" DROP COLUMN "slots";--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_step_fits_status" CHECK ((status in ('queued', 'submitting') and step in ('submit', 'reconcile', 'resend', 'look-up', 'submit-anew'))
        or (status = 'processing' and step in ('poll', 'look-up') and upstream_task_id is not null)
        or (status = 'finishing' and step = 'fetch' and upstream_task_id is not null)
        or status in ('succeeded', 'failed', 'cancelled', 'uncertain'));--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_resend_was_sent" CHECK (step <> 'resend' or sent_at is not null);