import { DefinitionError } from 'vivace'
import type { Connection, Engine } from '../engine/engine.ts'
import { DatabaseUnavailable } from '../errors/database-errors.ts'

/**
 * A connection for whoever migrates: unlike a request, it cannot be answered with 503.
 *
 *     const connection = await connectToMigrate(engine)
 *
 * Throws `DefinitionError` MIGRATION_FAILED if the database is out of reach.
 */
export async function connectToMigrate(engine: Engine): Promise<Connection> {
  try {
    return await engine.connect()
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
    throw new DefinitionError(
      {
        code: 'MIGRATION_FAILED',
        where: 'migrations',
        cause: `the database cannot be reached${cause}`,
        remedy: 'start it, or correct DATABASE_URL',
      },
      { cause: error },
    )
  }
}
