import { serve } from 'vivace/node'
import { app } from './app.ts'

await serve(app)
