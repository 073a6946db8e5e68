/** An app of a thousand routes. */
import { serve } from 'vivace/node'
import { manyRoutes } from './many-routes.ts'

await serve(manyRoutes(1000), { port: Number(process.env['PORT']), host: '127.0.0.1' })
