import { DefinitionError } from 'vivace'
import { sqlStateOf } from '../errors/query-error.ts'
import { where } from './postgres-address.ts'

/**
 * States in which waiting does not help: no such user or a wrong password (class 28), no such database (3D000), no right to
 * connect (42501), a server that does not know our settings (08P01, as PgBouncer has it).
 */
const refusingStates = /^(28...|3D000|42501|08P01)$/

/** Codes of TLS that say that the certificate is not believed. */
const distrust = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/** What `pg` says of a server that it cannot agree with. */
const sayings = ['The server does not support SSL', 'There was an error establishing an SSL', 'SASL: ']

/** Whether PostgreSQL was found and will never let this app in as it is configured. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const state = sqlStateOf(error)
  if (state !== undefined) return refusingStates.test(state)
  if ('code' in error && typeof error.code === 'string' && distrust.test(error.code)) return true
  return sayings.some((saying) => error.message.startsWith(saying))
}

/** The error of an app that PostgreSQL lets not in. What PostgreSQL says names user and database, never the password. */
export function refused(error: Error): DefinitionError {
  return new DefinitionError({
    code: 'DATABASE_INVALID',
    where,
    cause: `PostgreSQL refuses the connection: ${error.message}`,
    remedy:
      'correct the user, password, database and TLS of DATABASE_URL; psql "$DATABASE_URL" shows the same',
  })
}
