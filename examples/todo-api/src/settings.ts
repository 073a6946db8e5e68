import { settings } from 'vivace/settings'
import * as z from 'zod'

/** From the environment and from `.env`: MAX_TODOS. A wrong value keeps the app from starting. */
export const config = settings(z.object({ maxTodos: z.int().min(1).default(1_000) }))
