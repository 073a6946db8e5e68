import { sumUsage } from '../answers/index.ts'
import type { EmbedRequest, LlmProvider, ProvidedVectors } from '../providers/index.ts'

/** Texts in one request: endpoints take 96 and more, and the vectors of 96 stay below the 10 MiB of an answer. */
const largestBatch = 96

/**
 * Vectors for any number of texts, one batch after the other.
 *
 *     (await embedBatches(provider, { model, texts })).vectors.length    // texts.length
 */
export async function embedBatches(provider: LlmProvider, request: EmbedRequest): Promise<ProvidedVectors> {
  const { model, texts } = request
  const batches: ProvidedVectors[] = []
  for (let at = 0; at < texts.length; at += largestBatch)
    batches.push(await provider.embed({ ...request, texts: texts.slice(at, at + largestBatch) }))
  return {
    model: batches[0]?.model ?? model,
    vectors: batches.flatMap(({ vectors }) => vectors),
    usage: sumUsage(batches.map(({ usage }) => usage)),
    attempts: batches.reduce((sum, { attempts }) => sum + attempts, 0),
  }
}
