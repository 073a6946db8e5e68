do $$ begin create role "school_app" nologin nosuperuser nobypassrls; exception when duplicate_object or unique_violation then null; end $$;

grant "school_app" to current_user;

grant usage on schema "public" to "school_app";

grant usage on all sequences in schema "public" to "school_app";

grant select, insert, update, delete on "public"."notes" to "school_app";

alter table "public"."notes" enable row level security;

alter table "public"."notes" force row level security;
