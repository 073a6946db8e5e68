/** The names of what isolates tenants in a database. */
export interface TenantNames {
  /**
   * The role that statements of a tenant run as, neither a superuser nor with BYPASSRLS: those see every row whatever the
   * policies say. If absent they run as the user of the connection, which must then be such a role.
   */
  readonly role?: string
  /** The setting of the transaction that holds the id of the tenant. `app.tenant_id` if absent. */
  readonly setting?: string
}

/** The setting that policies read where no other is named. */
export const tenantSetting = 'app.tenant_id'

/** A name as SQL takes it: `"app_tenant"`. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as SQL takes it: `'app.tenant_id'`. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
