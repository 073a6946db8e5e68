import { sql } from 'drizzle-orm'
import { type PgColumn, type PgPolicy, pgPolicy } from 'drizzle-orm/pg-core'
import { type TenantNames, tenantSetting } from './tenant-options.ts'

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
  column: Pick<PgColumn, 'name' | 'getSQLType'>,
  { name = 'tenant_isolation', setting = tenantSetting }: TenantPolicyOptions = {},
): PgPolicy {
  // After a transaction the setting is the empty text and not absent, and that is no UUID.
  const tenant = sql.raw(
    `nullif(current_setting('${setting.replaceAll("'", "''")}', true), '')::${column.getSQLType()}`,
  )
  const isOwn = sql`${column} = ${tenant}`
  return pgPolicy(name, { as: 'permissive', for: 'all', using: isOwn, withCheck: isOwn })
}
