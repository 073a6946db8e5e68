import { defineDatabase } from '@vivace/data'
import { singleton } from 'vivace'
import { config } from './settings.ts'
import * as schema from './tables.ts'

export const data = defineDatabase({
  url: singleton({ config }, ({ config }) => config.databaseUrl?.reveal()),
  schema,
  migrations: new URL('../migrations/', import.meta.url),
})

/** `database` reads; what belongs together is written in the `transaction` of a request. */
export const { database, transaction } = data
