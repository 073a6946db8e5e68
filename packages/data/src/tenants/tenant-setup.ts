import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { literal, quoted, type TenantNames } from './tenant-options.ts'

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
 * Roles belong to the whole server. Who migrates must be allowed to create them, unless an administrator has created this
 * one and granted it to the user of the app.
 */
export function tenantSetup({ role, tables, shared = [] }: TenantSetupOptions): readonly string[] {
  const name = quoted(role)
  const schemas = new Set(
    [...tables, ...shared].map((table) => quoted(getTableConfig(table).schema ?? 'public')),
  )
  return [
    // Roles belong to the server: another database may have it, or be making it at this moment.
    block(
      `if not exists (select from pg_catalog.pg_roles where rolname = ${literal(role)}) ` +
        `then create role ${name} nologin nosuperuser nobypassrls; end if`,
      'duplicate_object or unique_violation',
    ),
    // Who may not grant it has been given it by somebody else, or tenantCheck() says so.
    block(`grant ${name} to current_user`, 'insufficient_privilege'),
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

/** A statement of which some failures do not matter. */
function block(statement: string, harmless: string): string {
  return `do $setup$ begin ${statement}; exception when ${harmless} then null; end $setup$`
}

/** A table as SQL names it: `"public"."notes"`. */
export function tableName(table: PgTable): string {
  const { schema = 'public', name } = getTableConfig(table)
  return `${quoted(schema)}.${quoted(name)}`
}
