import { cache, namespace } from '@vivace/cache'
import * as z from 'zod'
import { Source } from '../models/results.ts'
import { WorkflowType } from '../models/run.ts'

/** A result that is given to whoever asks the same, or nearly the same. */
export const KeptResult = z.object({
  key: z.string(),
  type: WorkflowType,
  /** What has to be the same beside the topic. */
  group: z.string(),
  topic: z.string(),
  provider: z.string().nullable(),
  result: z.record(z.string(), z.unknown()),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
})
export type KeptResult = z.infer<typeof KeptResult>

/** What the index of a workflow's results has of each. */
export const IndexedResult = KeptResult.omit({ result: true, provider: true })
export type IndexedResult = z.infer<typeof IndexedResult>

/** Longer than any result is kept; how long one is, it says itself. */
const longest = '365d'

/** What is kept in memory, and in Redis where REDIS_URL names one. */
export const caches = cache({
  prefix: 'workflows:cache',
  namespaces: {
    results: namespace({
      name: 'results',
      key: z.string(),
      value: KeptResult,
      ttl: longest,
      entries: 1_000,
      bytes: '32mb',
      tags: ({ value }) => [value.type],
    }),
    indexes: namespace({
      name: 'result_indexes',
      key: WorkflowType,
      value: z.array(IndexedResult),
      ttl: longest,
      entries: 10,
    }),
    searches: namespace({
      name: 'searches',
      key: z.record(z.string(), z.union([z.string(), z.number()])),
      value: z.array(Source),
      ttl: '1h',
      entries: 500,
    }),
  },
})
