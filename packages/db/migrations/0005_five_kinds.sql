DROP INDEX "message_words";--> statement-breakpoint
CREATE TABLE "message_alias" (
	"id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"message_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "message_alias_id_owner_id_pk" PRIMARY KEY("id","owner_id")
);
--> statement-breakpoint
CREATE TABLE "message_words" (
	"message_id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"words" tsvector NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_words_message_id_owner_id_pk" PRIMARY KEY("message_id","owner_id")
);
--> statement-breakpoint
CREATE TABLE "participant" (
	"session_id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"role" text NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"read_seq" integer DEFAULT 0 NOT NULL,
	"pinned_at" timestamp (3) with time zone,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "participant_session_id_user_id_owner_id_pk" PRIMARY KEY("session_id","user_id","owner_id"),
	CONSTRAINT "participant_role" CHECK ("participant"."role" in ('partner', 'editor', 'viewer')),
	CONSTRAINT "participant_not_owner" CHECK ("participant"."user_id" <> "participant"."owner_id")
);
--> statement-breakpoint
ALTER TABLE "idempotency" RENAME COLUMN "owner_id" TO "caller_id";--> statement-breakpoint
ALTER TABLE "session" DROP CONSTRAINT "session_kind";--> statement-breakpoint
ALTER TABLE "idempotency" DROP CONSTRAINT "idempotency_session";
--> statement-breakpoint
DROP INDEX "message_chatbot_time";--> statement-breakpoint
DROP INDEX "idempotency_of_session";--> statement-breakpoint
DROP INDEX "message_unanswered";--> statement-breakpoint
ALTER TABLE "idempotency" DROP CONSTRAINT "idempotency_owner_id_key_pk";--> statement-breakpoint
ALTER TABLE "idempotency" ADD CONSTRAINT "idempotency_caller_id_key_pk" PRIMARY KEY("caller_id","key");--> statement-breakpoint
ALTER TABLE "idempotency" ADD COLUMN "session_owner_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "kind" text DEFAULT 'agent';--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "fallback" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "unanswered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "parent_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "parent_owner_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "status" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "responder_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "responder_name" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "person_id" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "person_name" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "indexed_seq" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "session" s SET "ends_at" = a."expires_at", "status" = case when a."expired_at" is null then 'active' else 'done' end,
  "responder_id" = g."id", "responder_name" = g."name", "person_id" = a."user_id"
  FROM "agent_session" a JOIN "agent" g ON g."id" = a."agent_id" and g."owner_id" = a."owner_id"
  WHERE a."session_id" = s."id" and a."owner_id" = s."owner_id";--> statement-breakpoint
UPDATE "session" s SET "status" = case c."status" when 'SCHEDULED' then 'scheduled' when 'COMPLETED' then 'done' when 'TERMINATED' then 'stopped' else 'active' end,
  "responder_id" = b."id", "responder_name" = b."name", "person_id" = p."id", "person_name" = p."name"
  FROM "chatbot_session" c
  JOIN "chatbot" b ON b."id" = c."chatbot_id" and b."owner_id" = c."owner_id"
  JOIN "client" p ON p."id" = c."client_id" and p."owner_id" = c."owner_id"
  WHERE c."session_id" = s."id" and c."owner_id" = s."owner_id";--> statement-breakpoint
INSERT INTO "message_alias" ("id", "owner_id", "message_id")
  SELECT alias, m."owner_id", m."id" FROM "message" m,
    jsonb_array_elements_text(case when jsonb_typeof(m."metadata" -> 'askedAs') = 'array' then m."metadata" -> 'askedAs' else '[]' end) alias
  WHERE m."id" like 'msg_%' and m."metadata" ? 'askedAs' ON CONFLICT DO NOTHING;--> statement-breakpoint
UPDATE "message" m SET "kind" = 'chatbot', "fallback" = coalesce(m."metadata" -> 'fallback' = 'true', false),
  "unanswered" = coalesce(m."metadata" -> 'unanswered' = 'true', false), "metadata" = m."metadata" - 'fallback' - 'unanswered' - 'askedAs'
  FROM "session" s WHERE s."id" = m."session_id" and s."owner_id" = m."owner_id" and s."kind" = 'chatbot';--> statement-breakpoint
ALTER TABLE "message" ALTER COLUMN "kind" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "message" ALTER COLUMN "kind" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ALTER COLUMN "responder_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ALTER COLUMN "responder_name" SET NOT NULL;--> statement-breakpoint
UPDATE "idempotency" SET "session_owner_id" = "caller_id" WHERE "session_id" is not null;--> statement-breakpoint
UPDATE "idempotency" i SET "session_id" = s."id", "session_owner_id" = s."owner_id" FROM "session" s
  WHERE i."session_id" is null and s."id" = coalesce(i."body" ->> 'sessionId', i."body" #>> '{data,id}') and s."owner_id" = i."caller_id";--> statement-breakpoint
DELETE FROM "idempotency" i WHERE NOT EXISTS (SELECT FROM "user" u WHERE u."id" = i."caller_id");--> statement-breakpoint
ALTER TABLE "idempotency" ADD CONSTRAINT "idempotency_caller_id_user_id_fk" FOREIGN KEY ("caller_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_alias" ADD CONSTRAINT "message_alias_message" FOREIGN KEY ("message_id","owner_id") REFERENCES "public"."message"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_words" ADD CONSTRAINT "message_words_message" FOREIGN KEY ("message_id","owner_id") REFERENCES "public"."message"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_session" FOREIGN KEY ("session_id","owner_id") REFERENCES "public"."session"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_alias_message" ON "message_alias" USING btree ("message_id","owner_id");--> statement-breakpoint
CREATE INDEX "message_words_words" ON "message_words" USING gin ("words");--> statement-breakpoint
CREATE INDEX "message_words_time" ON "message_words" USING btree ("owner_id","created_at","message_id");--> statement-breakpoint
CREATE INDEX "participant_user" ON "participant" USING btree ("user_id","session_id","owner_id") WHERE "participant"."left_at" is null;--> statement-breakpoint
ALTER TABLE "idempotency" ADD CONSTRAINT "idempotency_session" FOREIGN KEY ("session_id","session_owner_id") REFERENCES "public"."session"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_parent" FOREIGN KEY ("parent_id","parent_owner_id") REFERENCES "public"."session"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "session_room" ON "session" USING btree ("parent_id","parent_owner_id","owner_id") WHERE "session"."parent_id" is not null;--> statement-breakpoint
CREATE INDEX "session_rooms" ON "session" USING btree ("owner_id","last_message_at","id") WHERE "session"."parent_id" is not null;--> statement-breakpoint
CREATE INDEX "session_unindexed" ON "session" USING btree ("owner_id","id") WHERE "session"."seq" > "session"."indexed_seq";--> statement-breakpoint
CREATE INDEX "idempotency_of_session" ON "idempotency" USING btree ("session_id","session_owner_id") WHERE "idempotency"."session_id" is not null;--> statement-breakpoint
CREATE INDEX "message_unanswered" ON "message" USING btree ("owner_id","session_id","created_at") WHERE "message"."unanswered" or "message"."fallback";--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_status" CHECK ("session"."status" in ('active', 'waiting', 'scheduled', 'paused', 'done', 'stopped'));--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_room_parent" CHECK (("session"."parent_id" is null) = ("session"."parent_owner_id" is null));--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_room_not_own_parent" CHECK ("session"."parent_id" <> "session"."id");