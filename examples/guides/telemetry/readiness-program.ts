import { serve } from 'vivace/node'
import { ready } from './readiness.ts'

await serve(ready(), { port: 0 })
