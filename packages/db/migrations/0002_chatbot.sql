-- Trusted since PostgreSQL 13: whoever may create tables in the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TABLE "chatbot" (
	"id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT '' NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"prompt_template" text DEFAULT '' NOT NULL,
	"model" text,
	"temperature" double precision,
	"max_tokens" integer,
	"danger_answer" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "chatbot_id_owner_id_pk" PRIMARY KEY("id","owner_id"),
	CONSTRAINT "chatbot_temperature" CHECK ("chatbot"."temperature" between 0 and 2),
	CONSTRAINT "chatbot_max_tokens" CHECK ("chatbot"."max_tokens" >= 1)
);
--> statement-breakpoint
CREATE TABLE "chatbot_document" (
	"id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"chatbot_id" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"content" text NOT NULL,
	CONSTRAINT "chatbot_document_id_owner_id_pk" PRIMARY KEY("id","owner_id")
);
--> statement-breakpoint
CREATE TABLE "chatbot_session" (
	"session_id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"chatbot_id" text COLLATE "C" NOT NULL,
	"client_id" text COLLATE "C" NOT NULL,
	"status" text NOT NULL,
	"start_time" timestamp (3) with time zone NOT NULL,
	"starts_itself" boolean DEFAULT false NOT NULL,
	"end_time" timestamp (3) with time zone,
	"feedback" jsonb,
	"metadata" jsonb,
	"danger_at" timestamp (3) with time zone,
	"earlier" text,
	"earlier_seq" integer DEFAULT 0 NOT NULL,
	"report" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chatbot_session_owner_id_session_id_pk" PRIMARY KEY("owner_id","session_id"),
	CONSTRAINT "chatbot_session_status" CHECK ("chatbot_session"."status" in ('ACTIVE', 'COMPLETED', 'TERMINATED', 'SCHEDULED')),
	CONSTRAINT "chatbot_session_rating" CHECK (("chatbot_session"."feedback"->>'rating')::int between 1 and 5),
	CONSTRAINT "chatbot_session_times" CHECK ("chatbot_session"."end_time" >= "chatbot_session"."start_time"),
	CONSTRAINT "chatbot_session_ended" CHECK ("chatbot_session"."status" in ('ACTIVE', 'SCHEDULED') or "chatbot_session"."end_time" is not null)
);
--> statement-breakpoint
CREATE TABLE "client" (
	"id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone_number" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "client_id_owner_id_pk" PRIMARY KEY("id","owner_id")
);
--> statement-breakpoint
ALTER TABLE "session" DROP CONSTRAINT "session_kind";--> statement-breakpoint
ALTER TABLE "chatbot" ADD CONSTRAINT "chatbot_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chatbot_document" ADD CONSTRAINT "chatbot_document_chatbot" FOREIGN KEY ("chatbot_id","owner_id") REFERENCES "public"."chatbot"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chatbot_session" ADD CONSTRAINT "chatbot_session_session" FOREIGN KEY ("session_id","owner_id") REFERENCES "public"."session"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chatbot_session" ADD CONSTRAINT "chatbot_session_chatbot" FOREIGN KEY ("chatbot_id","owner_id") REFERENCES "public"."chatbot"("id","owner_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chatbot_session" ADD CONSTRAINT "chatbot_session_client" FOREIGN KEY ("client_id","owner_id") REFERENCES "public"."client"("id","owner_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client" ADD CONSTRAINT "client_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chatbot_owner" ON "chatbot" USING btree ("owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "chatbot_document_chatbot_position" ON "chatbot_document" USING btree ("chatbot_id","owner_id","position");--> statement-breakpoint
CREATE INDEX "chatbot_session_list" ON "chatbot_session" USING btree ("owner_id","created_at","session_id");--> statement-breakpoint
CREATE INDEX "chatbot_session_of_chatbot" ON "chatbot_session" USING btree ("owner_id","chatbot_id","created_at","session_id");--> statement-breakpoint
CREATE INDEX "chatbot_session_of_client" ON "chatbot_session" USING btree ("owner_id","client_id","created_at","session_id");--> statement-breakpoint
CREATE INDEX "chatbot_session_due" ON "chatbot_session" USING btree ("start_time") WHERE "chatbot_session"."status" = 'SCHEDULED' and "chatbot_session"."starts_itself";--> statement-breakpoint
CREATE INDEX "client_owner" ON "client" USING btree ("owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "client_email" ON "client" USING btree ("owner_id",lower("email")) WHERE "client"."email" is not null;--> statement-breakpoint
CREATE INDEX "message_words" ON "message" USING gin ((array_to_tsvector(array["owner_id"]) || to_tsvector('simple', "content"))) WHERE "message"."id" like 'msg_%';--> statement-breakpoint
CREATE INDEX "session_chatbot_title" ON "session" USING gin ("title" gin_trgm_ops) WHERE "session"."kind" = 'chatbot' and "session"."title" is not null;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_kind" CHECK ("session"."kind" in ('agent', 'chatbot'));