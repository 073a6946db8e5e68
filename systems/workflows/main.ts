import { serve } from 'vivace/node'
import { createWorkflows } from './app.ts'

// PORT and HOST come from the environment; without them it is 127.0.0.1:8000.
await serve(createWorkflows({ prefix: '/workflows' }))
