/**
 * Ours as it is shipped: inputs validated, answers checked and filtered by `returns`, limits, time-outs and
 * security headers as they are without a word about them. Schemas of zod.
 *
 * @packages vivace, zod
 */
import { serve } from 'vivace/node'
import { app } from '../work/zod-application.ts'

// It says itself where it listens.
await serve(app, { port: Number(process.env['PORT']), host: '127.0.0.1' })
