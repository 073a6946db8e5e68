CREATE TABLE "auth_api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"selector" text NOT NULL,
	"verifier_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "auth_api_keys_selector" UNIQUE("selector")
);

CREATE TABLE "auth_lockouts" (
	"key" text PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"wait_until" bigint NOT NULL,
	"forgotten_at" bigint NOT NULL
);

CREATE TABLE "auth_one_time_tokens" (
	"purpose" text NOT NULL,
	"user_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"sent_to" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "auth_one_time_tokens_pkey" PRIMARY KEY("purpose","user_id"),
	CONSTRAINT "auth_one_time_tokens_token_hash" UNIQUE("token_hash")
);

CREATE TABLE "auth_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"client_id" text NOT NULL,
	"session_version" integer NOT NULL,
	"scopes" text[],
	"device" text,
	"ip" text,
	"seed" text NOT NULL,
	"generation" integer NOT NULL,
	"token_hash" text NOT NULL,
	"previous_hash" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"refreshed_at" timestamp (3) with time zone NOT NULL,
	"idle_until" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);

CREATE TABLE "todos" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "todos_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_id" uuid NOT NULL,
	"title" text NOT NULL,
	"is_done" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"password_hash" text,
	"is_verified" boolean DEFAULT false NOT NULL,
	"is_disabled" boolean DEFAULT false NOT NULL,
	"session_version" integer DEFAULT 0 NOT NULL,
	"roles" text[] DEFAULT '{}' NOT NULL,
	"scopes" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);

ALTER TABLE "todos" ADD CONSTRAINT "todos_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;

CREATE INDEX "auth_api_keys_user_id" ON "auth_api_keys" USING btree ("user_id");

CREATE INDEX "auth_sessions_user_id" ON "auth_sessions" USING btree ("user_id");

CREATE INDEX "auth_sessions_ends_at" ON "auth_sessions" USING btree ("ends_at");

CREATE INDEX "todos_owner_id" ON "todos" USING btree ("owner_id","id");
