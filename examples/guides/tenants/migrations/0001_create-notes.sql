CREATE TABLE "members" (
	"token" text PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL
);

CREATE TABLE "notes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"school_id" uuid NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "notes_title" UNIQUE("school_id","title")
);

ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;

CREATE POLICY "tenant_isolation" ON "notes" AS PERMISSIVE FOR ALL TO public USING ("notes"."school_id" = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK ("notes"."school_id" = nullif(current_setting('app.tenant_id', true), '')::uuid);
