/** An app of one route. */
import { serve } from 'vivace/node'
import { manyRoutes } from './many-routes.ts'

await serve(manyRoutes(0), { port: Number(process.env['PORT']), host: '127.0.0.1' })
