import { defineDatabase, migrationsCheck } from '@vivace/data'
import { healthRouter } from '@vivace/telemetry'
import { App } from 'vivace'

const data = defineDatabase({ migrations: new URL('./migrations/', import.meta.url) })

export const app = new App({ title: 'Notes', version: '1.0.0' })
app.include(healthRouter({ checks: { migrations: migrationsCheck(data) } }))
