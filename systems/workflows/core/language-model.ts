import { defineLlm, type Llm } from '@vivace/llm'
import type { Dependency } from 'vivace'
import { readSettings } from 'vivace/settings'
import * as z from 'zod'

/** Dollars for a million tokens. */
const Price = z.object({ input: z.number().min(0), output: z.number().min(0).default(0) })

const { modelPrices } = readSettings(z.object({ modelPrices: z.record(z.string(), Price).default({}) }))

/**
 * The language model: an endpoint of OPENAI_BASE_URL or OpenAI's own, or rules where there is neither key nor address.
 * Times are those of the policy `llm`: 10 s to connect, 110 s for an answer, 120 s in all.
 */
export const languageModel: Dependency<Llm, 'app'> = defineLlm({
  model: 'gpt-4o-mini',
  embeddingModel: 'text-embedding-3-small',
  prices: modelPrices,
  // The wire does not say that asking twice is harmless, but it is: nothing is kept there.
  policy: { attempts: 3, retriedMethods: ['GET', 'POST'], concurrency: 16 },
})
