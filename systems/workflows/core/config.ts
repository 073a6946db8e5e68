import type { ValueOf } from 'vivace'
import { secret, settings } from 'vivace/settings'
import * as z from 'zod'

const Key = z
  .string()
  .regex(/^[\w-]{1,40}:\S{16,200}$/, 'is written name:key, the key with at least 16 characters')
  .transform(secret)

/** What the environment says; `README.md` has a table of it. */
export const config = settings(
  z.object({
    /** `alice:…,bob:…`. Without any, everybody may do everything. */
    apiKeys: z.array(Key).default([]),
    allowedOrigins: z.array(z.string()).default([]),
    arxivUrl: z.url().default('https://export.arxiv.org/api/query'),
    tavilyUrl: z.url().default('https://api.tavily.com/search'),
    tavilyApiKey: z.string().transform(secret).optional(),
    /** Further models that requests may name, beside `LLM_MODEL`. */
    models: z.array(z.string()).default([]),
    runsAtOnce: z.int().min(1).max(100).default(8),
    runsWaiting: z.int().min(0).max(1_000).default(32),
    /** Seconds after which a run is stopped, waiting for a person not included. */
    runDeadline: z.int().min(1).default(600),
    /** Tokens that a run of several agents may use. */
    tokenBudget: z.int().min(1_000).default(100_000),
    /** Seconds for which a run waits for a person. */
    approvalTimeout: z.int().min(1).default(3_600),
    /** Hours for which finished runs are kept. */
    runTtl: z.int().min(1).default(24),
    /** Hours for which results are given again. */
    resultTtl: z.int().min(1).max(8_760).default(720),
    /** How near topics are whose results are the same. */
    similarity: z.number().min(0.5).max(1).default(0.95),
  }),
)

/** The settings, as singletons get them. */
export type Config = ValueOf<typeof config>
