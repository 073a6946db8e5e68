/**
 * Ours on Bun through `vivace/fetch`: the application of `vivace.ts`.
 *
 * @packages vivace, zod
 */
import { toFetchHandler } from 'vivace/fetch'
import { serveOnBun } from '../work/serve-on-bun.ts'
import { app } from '../work/zod-application.ts'

const handle = toFetchHandler(app)
serveOnBun((request) => handle(request))
