import { query, Router } from 'vivace'
import * as z from 'zod'
import { IndexedResult } from '../core/caches.ts'
import { results } from '../core/results/result-cache.ts'
import { caller } from '../middleware/caller.ts'
import { WorkflowType } from '../models/run.ts'

const type = query(WorkflowType.optional(), { description: 'Only the results of this workflow.' })

/** The results that are given to whoever asks the same. */
export const cacheRoutes = new Router({ prefix: '/cache', tags: ['Cache'], dependencies: [caller] })

cacheRoutes.get(
  '',
  {
    operationId: 'listResults',
    summary: 'List the results that are kept, the newest first',
    inputs: { results, type },
    returns: z.array(IndexedResult.omit({ group: true })),
  },
  async ({ results, type }) => [...(await results.list(type))],
)

cacheRoutes.get(
  '/stats',
  {
    operationId: 'readCacheStatistics',
    summary: 'Show how often results were found',
    description: 'Look-ups and hits are those of this process since it began.',
    inputs: { results },
    returns: z.object({
      lookups: z.int(),
      exact_hits: z.int(),
      similar_hits: z.int(),
      misses: z.int(),
      hit_rate: z.number().nullable(),
      entries: z.int(),
      similarity_threshold: z.number(),
      ttl_seconds: z.number(),
    }),
  },
  ({ results }) => results.statistics(),
)

cacheRoutes.delete(
  '',
  {
    operationId: 'forgetResults',
    summary: 'Forget one result, those of one workflow, or all',
    inputs: {
      results,
      type,
      key: query(z.string().optional(), { description: 'Only the result of this key.' }),
    },
    returns: z.object({ forgotten: z.int() }),
  },
  async ({ results, type, key }) => ({ forgotten: await results.invalidate({ key, type }) }),
)
