import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { describe } from 'vitest'
import { databaseSuite } from './database-suite.ts'

describe.skipIf(noPostgres !== undefined)(
  `PostgreSQL${noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`}`,
  () => {
    databaseSuite('a pool of connections', () => PostgresDatabase.open())
  },
)
