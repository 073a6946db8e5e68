import { defineDatabase } from '@vivace/data'
import { singleton } from 'vivace'
import { secret, settings } from 'vivace/settings'
import * as z from 'zod'

// #region settings
const config = settings(z.object({ databaseUrl: z.url().transform(secret) }))

export const { database, transaction } = defineDatabase({
  url: singleton({ config }, ({ config }) => config.databaseUrl.reveal()),
  pool: { size: 10, overflow: 5, acquireTimeout: '1s' },
  statementTimeout: '5s',
})
// #endregion
