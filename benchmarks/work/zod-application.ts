import * as z from 'zod'
import type { App } from 'vivace'
import { Greeting, ItemOut, RowOut, UserCreate, UserOut } from './schemas.ts'
import { benchmarkApp } from './vivace-application.ts'
import type { BenchmarkSchemas } from './vivace-application.ts'

/** The workloads with schemas of zod. */
export const zodSchemas: BenchmarkSchemas = {
  Greeting,
  Id: z.int(),
  Skip: z.int().min(0).default(0),
  Limit: z.int().min(1).max(1000).default(100),
  Q: z.string().optional(),
  ItemOut,
  UserCreate,
  UserOut,
  RowsOut: z.array(RowOut),
  SessionCounts: z.object({ opened: z.int(), open: z.int() }),
}

/** Our application with these schemas, on Node and on Bun. */
export const app: App = benchmarkApp(zodSchemas)
