CREATE TABLE "api_key" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"preview" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"owner_id" text COLLATE "C" NOT NULL,
	"key" text NOT NULL,
	"request_hash" text COLLATE "C" NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"locked_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_owner_id_key_pk" PRIMARY KEY("owner_id","key")
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "rate_limit" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"reset_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agent" (
	"id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"system_prompt" text DEFAULT '' NOT NULL,
	"model" text,
	"knowledge" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"timeout_config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "agent_id_owner_id_pk" PRIMARY KEY("id","owner_id")
);
--> statement-breakpoint
CREATE TABLE "agent_session" (
	"session_id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"agent_id" text COLLATE "C" NOT NULL,
	"user_id" text NOT NULL,
	"timeout_minutes" integer NOT NULL,
	"auto_renew" boolean NOT NULL,
	"max_duration_minutes" integer NOT NULL,
	"warning_threshold_minutes" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_activity_at" timestamp (3) with time zone NOT NULL,
	"renewed_at" timestamp (3) with time zone,
	"renewal_count" integer DEFAULT 0 NOT NULL,
	"max_expires_at" timestamp (3) with time zone GENERATED ALWAYS AS (((created_at at time zone 'UTC' + make_interval(mins => max_duration_minutes)) at time zone 'UTC')) STORED NOT NULL,
	"expires_at" timestamp (3) with time zone GENERATED ALWAYS AS (least((((case when auto_renew then last_activity_at else coalesce(renewed_at, created_at) end) at time zone 'UTC' + make_interval(mins => timeout_minutes)) at time zone 'UTC'), ((created_at at time zone 'UTC' + make_interval(mins => max_duration_minutes)) at time zone 'UTC'))) STORED NOT NULL,
	"warned_for" timestamp (3) with time zone,
	"expired_at" timestamp (3) with time zone,
	CONSTRAINT "agent_session_owner_id_session_id_pk" PRIMARY KEY("owner_id","session_id"),
	CONSTRAINT "agent_session_timeout" CHECK ("agent_session"."timeout_minutes" between 5 and 1440),
	CONSTRAINT "agent_session_max" CHECK ("agent_session"."max_duration_minutes" between 1 and 4320),
	CONSTRAINT "agent_session_warning" CHECK ("agent_session"."warning_threshold_minutes" between 1 and 60),
	CONSTRAINT "agent_session_max_covers" CHECK ("agent_session"."max_duration_minutes" >= "agent_session"."timeout_minutes")
);
--> statement-breakpoint
CREATE TABLE "auth_account" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_session" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_verification" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"session_id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"message_id" text COLLATE "C",
	"data" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "event_session_id_seq_owner_id_pk" PRIMARY KEY("session_id","seq","owner_id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"seq" integer NOT NULL,
	"author_id" text NOT NULL,
	"is_agent" boolean NOT NULL,
	"content" text NOT NULL,
	"attachments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'complete' NOT NULL,
	"reply_to" text COLLATE "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_id_owner_id_pk" PRIMARY KEY("id","owner_id"),
	CONSTRAINT "message_status" CHECK ("message"."status" in ('complete', 'stopped', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "reply" (
	"message_id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"stop_requested" boolean DEFAULT false NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reply_message_id_owner_id_pk" PRIMARY KEY("message_id","owner_id"),
	CONSTRAINT "reply_state" CHECK ("reply"."state" in ('queued', 'running'))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text COLLATE "C" NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"title" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"seq" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"last_message_at" timestamp (3) with time zone NOT NULL,
	"pinned_at" timestamp (3) with time zone,
	"archived_at" timestamp (3) with time zone,
	"read_seq" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "session_id_owner_id_pk" PRIMARY KEY("id","owner_id"),
	CONSTRAINT "session_kind" CHECK ("session"."kind" in ('agent')),
	CONSTRAINT "session_counts" CHECK ("session"."seq" >= 0 and "session"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent" ADD CONSTRAINT "agent_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_session" ADD CONSTRAINT "agent_session_session" FOREIGN KEY ("session_id","owner_id") REFERENCES "public"."session"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_session" ADD CONSTRAINT "agent_session_agent" FOREIGN KEY ("agent_id","owner_id") REFERENCES "public"."agent"("id","owner_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_account" ADD CONSTRAINT "auth_account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_session" FOREIGN KEY ("session_id","owner_id") REFERENCES "public"."session"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_session" FOREIGN KEY ("session_id","owner_id") REFERENCES "public"."session"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply" ADD CONSTRAINT "reply_session" FOREIGN KEY ("session_id","owner_id") REFERENCES "public"."session"("id","owner_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_hash" ON "api_key" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_key_owner" ON "api_key" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "idempotency_created" ON "idempotency" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "rate_limit_reset" ON "rate_limit" USING btree ("reset_at");--> statement-breakpoint
CREATE INDEX "agent_owner" ON "agent" USING btree ("owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "agent_session_expiry" ON "agent_session" USING btree ("owner_id","expires_at","expired_at");--> statement-breakpoint
CREATE INDEX "agent_session_sweep" ON "agent_session" USING btree ("expires_at") WHERE "agent_session"."expired_at" is null;--> statement-breakpoint
CREATE INDEX "agent_session_retention" ON "agent_session" USING btree ("expired_at") WHERE "agent_session"."expired_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "auth_account_provider" ON "auth_account" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "auth_account_user" ON "auth_account" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "auth_session_token" ON "auth_session" USING btree ("token");--> statement-breakpoint
CREATE INDEX "auth_session_user" ON "auth_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_verification_identifier" ON "auth_verification" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "message_order" ON "message" USING btree ("session_id","created_at","owner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_one_reply" ON "message" USING btree ("reply_to","owner_id") WHERE "message"."reply_to" is not null and "message"."status" = 'complete';--> statement-breakpoint
CREATE INDEX "reply_queue" ON "reply" USING btree ("created_at","message_id");--> statement-breakpoint
CREATE INDEX "reply_of_session" ON "reply" USING btree ("session_id","owner_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "reply_one_running" ON "reply" USING btree ("session_id","owner_id") WHERE "reply"."state" = 'running';--> statement-breakpoint
CREATE INDEX "session_inbox" ON "session" USING btree ("owner_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "session_pinned" ON "session" USING btree ("owner_id","last_message_at") WHERE "session"."pinned_at" is not null;