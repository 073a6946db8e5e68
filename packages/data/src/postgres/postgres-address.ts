import { type ClientConfig, Client } from 'pg'
import { DefinitionError } from 'vivace'
import type { DatabaseTls } from './postgres-options.ts'

/** Who is named in the messages of this folder. */
export const where = 'defineDatabase()'

/**
 * What `pg` is told of the place and of TLS. Throws `DefinitionError` DATABASE_INVALID for what is no address, without
 * repeating it: it may have a password.
 *
 * `sslmode=prefer`, `require` and `verify-ca` are read as `verify-full`, as `pg` 8 reads them, but without its warning, and
 * whatever version 9 will do: who asks for TLS wants to know whom he talks to. `sslmode=no-verify` believes everybody.
 */
export function clientConfig(url: string, tls: DatabaseTls | undefined): ClientConfig {
  const address = parsedAddress(url)
  if (address === undefined)
    throw invalid('the address of the database is no URL that begins with postgres:// or postgresql://')
  const weak = ['prefer', 'require', 'verify-ca']
  if (weak.includes(address.searchParams.get('sslmode') ?? '') && !address.searchParams.has('uselibpqcompat'))
    address.searchParams.set('sslmode', 'verify-full')
  if (tls !== undefined)
    for (const name of ['ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey'])
      address.searchParams.delete(name)
  const config = {
    connectionString: address.href,
    ...(tls === undefined ? {} : { ssl: tlsOptions(tls) }),
  }
  checkConfig(config)
  return config
}

function parsedAddress(url: string): URL | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  return parsed !== undefined && /^postgres(ql)?:$/.test(parsed.protocol) ? parsed : undefined
}

function tlsOptions({ ca, cert, key, serverName, verify = true }: DatabaseTls): ClientConfig['ssl'] {
  return {
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  }
}

// It reads the files that the address names.
function checkConfig(config: ClientConfig): void {
  try {
    new Client(config)
  } catch (error) {
    throw invalid(
      `the address of the database cannot be used: ${error instanceof Error ? error.message : ''}`,
    )
  }
}

function invalid(cause: string): DefinitionError {
  return new DefinitionError({
    code: 'DATABASE_INVALID',
    where,
    cause,
    remedy:
      "write it as in 'postgres://user:password@host:5432/database', or leave it out for an embedded one",
  })
}
