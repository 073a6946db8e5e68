import { App } from 'vivace'
import { health, requestId, requestLog, timeout } from 'vivace/middleware'
import { todos } from './todos/todos.ts'

export const app = new App({
  title: 'Todo API',
  version: '0.1.0',
  // Whether the docs are public is a decision: `openapiUrl: false` publishes nothing.
  docsUrl: '/docs',
  // Balancers ask /health/live and /health/ready.
  middleware: [health(), requestId(), requestLog(), timeout('10s')],
})

app.include(todos)
