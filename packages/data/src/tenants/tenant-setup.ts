import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { quoted, type TenantNames } from './tenant-options.ts'

/** What is to be set up. */
export interface TenantSetupOptions extends Required<Pick<TenantNames, 'role'>> {
  /** The tables whose rows belong to tenants. */
  readonly tables: readonly PgTable[]
  /** Tables that every tenant may read, such as lists of countries. */
  readonly shared?: readonly PgTable[]
}

/**
 * The SQL that policies need besides themselves, for a migration: the role, what it may do, and that policies bind the
 * owner of the tables as well. It may run twice.
 *
 *     console.log(tenantSetup({ role: 'app_tenant', tables: [notes] }).join(';\n') + ';')
 *
 * Roles belong to the whole server, and only who may create roles can run it.
 */
export function tenantSetup({ role, tables, shared = [] }: TenantSetupOptions): readonly string[] {
  const name = quoted(role)
  const schemas = new Set(
    [...tables, ...shared].map((table) => quoted(getTableConfig(table).schema ?? 'public')),
  )
  return [
    // Another database of the server may be making the same role at this moment.
    `do $$ begin create role ${name} nologin nosuperuser nobypassrls; exception when duplicate_object or unique_violation then null; end $$`,
    `grant ${name} to current_user`,
    ...[...schemas].flatMap((schema) => [
      `grant usage on schema ${schema} to ${name}`,
      `grant usage on all sequences in schema ${schema} to ${name}`,
    ]),
    ...shared.map((table) => `grant select on ${tableName(table)} to ${name}`),
    ...tables.flatMap((table) => [
      `grant select, insert, update, delete on ${tableName(table)} to ${name}`,
      `alter table ${tableName(table)} enable row level security`,
      `alter table ${tableName(table)} force row level security`,
    ]),
  ]
}

/** A table as SQL names it: `"public"."notes"`. */
export function tableName(table: PgTable): string {
  const { schema = 'public', name } = getTableConfig(table)
  return `${quoted(schema)}.${quoted(name)}`
}
