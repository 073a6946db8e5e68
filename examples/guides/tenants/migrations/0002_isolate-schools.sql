do $setup$ begin if not exists (select from pg_catalog.pg_roles where rolname = 'school_app') then create role "school_app" nologin nosuperuser nobypassrls; end if; exception when duplicate_object or unique_violation then null; end $setup$;
do $setup$ begin grant "school_app" to current_user; exception when insufficient_privilege then null; end $setup$;
grant usage on schema "public" to "school_app";
grant usage on all sequences in schema "public" to "school_app";
grant select, insert, update, delete on "public"."notes" to "school_app";
alter table "public"."notes" enable row level security;
alter table "public"."notes" force row level security;
