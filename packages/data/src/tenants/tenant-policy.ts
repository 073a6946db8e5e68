import { getTableColumns, sql } from 'drizzle-orm'
import { type ExtraConfigColumn, type PgColumn, type PgPolicy, pgPolicy } from 'drizzle-orm/pg-core'
import { literal, type TenantNames, tenantSetting } from './tenant-options.ts'

/** How a policy of tenants is made. */
export interface TenantPolicyOptions extends Pick<TenantNames, 'setting'> {
  /** What it is called. `tenant_isolation` if absent. */
  readonly name?: string
}

/**
 * The policy that shows a tenant its own rows alone, and lets it write no others: `using` and `with check` on the column
 * that holds the tenant. Without a tenant there are no rows.
 *
 *     export const notes = pgTable(
 *       'notes',
 *       { id: uuid().primaryKey().defaultRandom(), tenantId: uuid().notNull(), text: text().notNull() },
 *       (note) => [tenantPolicy(note.tenantId)],
 *     )
 *
 * `vivace migrate create` writes CREATE POLICY and ENABLE ROW LEVEL SECURITY. That does not bind the owner of the table:
 * `tenantSetup()` has what else is needed, and `tenantCheck()` says whether it is there.
 *
 * @see https://www.postgresql.org/docs/current/ddl-rowsecurity.html
 */
export function tenantPolicy(
  column: PgColumn | ExtraConfigColumn,
  { name = 'tenant_isolation', setting = tenantSetting }: TenantPolicyOptions = {},
): PgPolicy {
  // What Drizzle gives to this callback does not know its type; the column of the table does.
  const typed = Object.values(getTableColumns(column.table)).find((one) => one.name === column.name)
  const type = typed?.getSQLType() ?? 'text'
  // After a transaction the setting is the empty text and not absent, and that is no UUID.
  const tenant = `nullif(current_setting(${literal(setting)}, true), '')::${type}`
  const isOwn = sql`${column} = ${sql.raw(tenant)}`
  return pgPolicy(name, { as: 'permissive', for: 'all', using: isOwn, withCheck: isOwn })
}
