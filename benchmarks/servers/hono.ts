/**
 * Hono on node-server: zod through its zod-validator, typed variables set by middleware for the layers of
 * W4. Hono has no response schema, so the handlers pick what may leave; nothing checks it.
 *
 * @packages hono, @hono/node-server, @hono/zod-validator, zod
 */
import { serve } from '@hono/node-server'
import { app } from '../work/hono-application.ts'

serve({ fetch: app.fetch, port: Number(process.env['PORT']), hostname: '127.0.0.1' }, () =>
  console.log('ready'),
)
