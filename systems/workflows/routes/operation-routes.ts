import { healthCheck, healthRouter, metricsRouter, NotReady } from '@vivace/telemetry'
import type { Llm } from '@vivace/llm'
import { Router } from 'vivace'
import * as z from 'zod'
import { config } from '../core/config.ts'
import { languageModel } from '../core/language-model.ts'
import { metrics } from '../core/metrics.ts'
import { sharedRedis } from '../core/shared-redis.ts'
import { caller } from '../middleware/caller.ts'
import { toolbox } from '../tools/toolbox.ts'
import { engine } from '../workflows/engine/runs.ts'

/** For those who run the service. */
export const operationRoutes = new Router({ tags: ['Operations'] })

operationRoutes.get(
  '/health',
  {
    operationId: 'readHealth',
    summary: 'Say that the service answers, and what it works with',
    inputs: { engine, toolbox, languageModel },
    returns: z.object({
      status: z.literal('healthy'),
      provider: z.string(),
      is_offline: z.boolean(),
      tools_available: z.array(z.string()),
      models_configured: z.array(z.string()),
      runs: z.object({ active: z.int(), waiting: z.int() }),
    }),
  },
  ({ engine: { queue }, toolbox: { arxiv, tavily, samples }, languageModel }) => ({
    status: 'healthy' as const,
    provider: languageModel.provider,
    is_offline: languageModel.isOffline,
    tools_available: [arxiv, tavily, samples]
      .filter(({ isConfigured }) => isConfigured)
      .map(({ name }) => name),
    models_configured: languageModel.isOffline ? [languageModel.provider] : modelsOf(languageModel),
    runs: { active: queue.active, waiting: queue.waiting },
  }),
)

operationRoutes.get(
  '/models',
  {
    operationId: 'listModels',
    summary: 'List the models',
    inputs: { languageModel, config },
    dependencies: [caller],
    returns: z.object({
      provider: z.string(),
      is_offline: z.boolean(),
      default: z.string(),
      embedding: z.string().nullable(),
      allowed: z.array(z.string()).nullable().describe('What requests may name; `null` if they may name any'),
    }),
  },
  ({ languageModel: { provider, isOffline, model, embeddingModel }, config: { models } }) => ({
    provider,
    is_offline: isOffline,
    default: model,
    embedding: embeddingModel ?? null,
    allowed: models.length === 0 ? null : [model, ...models],
  }),
)

const checks = {
  store: healthCheck({ sharedRedis }, ({ sharedRedis: { connection } }) => connection?.ping()),
  queue: healthCheck({ engine, config }, ({ engine: { queue }, config }) => {
    if (queue.active >= config.runsAtOnce && queue.waiting >= config.runsWaiting)
      throw new NotReady('no more runs can wait')
  }),
}

operationRoutes.include(healthRouter({ live: '/health/live', ready: '/readiness', checks, tags: [] }))
operationRoutes.include(metricsRouter(metrics))

function modelsOf({ model, embeddingModel }: Llm): string[] {
  return [model, ...(embeddingModel === undefined ? [] : [embeddingModel])]
}
