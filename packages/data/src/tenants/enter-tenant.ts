import { sql } from 'drizzle-orm'
import type { Transaction } from '../database/database.ts'
import { type TenantNames, tenantSetting } from './tenant-options.ts'
import { TenantsNotIsolated } from './tenant-errors.ts'

/** What tells one tenant from another. */
export type TenantId = string | number | bigint

/**
 * Makes a transaction that of a tenant, until it ends: for tasks and scripts, where there is no request.
 *
 *     await database.transaction(async (transaction) => {
 *       await enterTenant(transaction, tenantId, { role: 'app_tenant' })
 *       return transaction.select().from(notes)                                  // those of the tenant
 *     })
 *
 * It takes one statement. Throws `TenantsNotIsolated` where the role is above the policies, and `TypeError` without an id.
 */
export async function enterTenant(
  transaction: Transaction,
  tenant: TenantId,
  { role, setting = tenantSetting }: TenantNames = {},
): Promise<void> {
  const id = String(tenant)
  if (id === '')
    throw new TypeError('enterTenant(): the id of the tenant is empty. Give the one of the current user.')
  // Set for this transaction alone (the `true`); of a pooled connection nobody else inherits it.
  const asRole = role === undefined ? sql`` : sql`, set_config('role', ${role}, true)`
  const { rows } = await transaction.execute<{ readonly name: string; readonly isAbove: boolean }>(sql`
    select rolname as "name", rolsuper or rolbypassrls as "isAbove", set_config(${setting}, ${id}, true)${asRole}
    from pg_catalog.pg_roles where rolname = ${role === undefined ? sql`current_user` : role}`)
  const [found] = rows
  if (found?.isAbove === false) return
  throw new TenantsNotIsolated(
    [found === undefined ? `there is no role '${role}'` : `'${found.name}' is a superuser or has BYPASSRLS`],
    'name a role that has neither, made by a migration: tenantSetup() has its SQL',
  )
}
