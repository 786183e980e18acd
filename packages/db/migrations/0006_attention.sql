ALTER TABLE "session" ADD COLUMN "owner_takes_part" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "attention" text;--> statement-breakpoint
UPDATE "session" SET "owner_takes_part" = true WHERE "kind" = 'agent' AND "person_id" = "owner_id";--> statement-breakpoint
UPDATE "session" s SET "attention" = 'danger' FROM "chatbot_session" c
	WHERE c."session_id" = s."id" AND c."owner_id" = s."owner_id" AND c."danger_at" > now() - interval '30 days';--> statement-breakpoint
CREATE INDEX "session_needs_owner" ON "session" USING btree ("owner_id","last_message_at","id") WHERE "session"."attention" is not null or ("session"."owner_takes_part" and "session"."seq" > "session"."read_seq");--> statement-breakpoint
CREATE INDEX "session_owner_takes_part" ON "session" USING btree ("owner_id","last_message_at","id") WHERE "session"."owner_takes_part";--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_attention" CHECK ("session"."attention" in ('danger', 'unanswered', 'failed'));