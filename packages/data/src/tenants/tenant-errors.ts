import { type DefinedError, defineError } from 'vivace'

/**
 * A row of another tenant was to be written, or a row of one's own to be given away. The policy of the table has refused it.
 * Rows of others that are asked for are simply not there.
 *
 *     errors: [OtherTenant]    // 403
 */
export const OtherTenant: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 403,
  code: 'other-tenant',
  title: 'This belongs to somebody else',
})

/** Statements would see the rows of all tenants: the role that they run as is above the policies. It is answered as 500. */
export class TenantsNotIsolated extends Error {
  override readonly name = 'TenantsNotIsolated'

  constructor(faults: readonly string[], remedy: string) {
    super(`Tenants are not isolated: ${faults.join('; ')}. To fix it, ${remedy}.`)
  }
}
