import { databaseCheck, migrationsCheck } from '@vivace/data'
import { healthRouter } from '@vivace/telemetry'
import { App } from 'vivace'
import { requestId, requestLog, timeout } from 'vivace/middleware'
import { auth } from './auth.ts'
import { data } from './database.ts'
import { todos } from './todos/todos.ts'

export const app = new App({
  title: 'Todo API',
  version: '0.1.0',
  // Whether the docs are public is a decision: `openapiUrl: false` publishes nothing.
  docsUrl: '/docs',
  // Every route asks who sends the request, unless it says `public: true`.
  guard: auth.currentUser,
  middleware: [requestId(), requestLog(), timeout('10s')],
})

// Balancers ask /health/live and /health/ready.
app.include(healthRouter({ checks: { database: databaseCheck(data), migrations: migrationsCheck(data) } }))
app.include(auth.router, { prefix: '/auth' })
app.include(todos)
