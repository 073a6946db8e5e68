/**
 * Hono on Bun: the application of `hono.ts`.
 *
 * @packages hono, @hono/zod-validator, zod
 */
import { app } from '../work/hono-application.ts'
import { serveOnBun } from '../work/serve-on-bun.ts'

serveOnBun((request) => app.fetch(request))
