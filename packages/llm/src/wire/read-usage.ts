import type { Usage } from '../answers/index.ts'
import { countIn, isObject, objectIn } from './wire-json.ts'

/**
 * The usage that an answer tells; `undefined` if it tells none.
 *
 *     readUsage({ prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 })
 *
 * Cached tokens are told in `prompt_tokens_details`, by DeepSeek as `prompt_cache_hit_tokens`.
 */
export function readUsage(told: unknown): Usage | undefined {
  if (!isObject(told)) return undefined
  const promptTokens = countIn(told, 'prompt_tokens')
  if (promptTokens === undefined) return undefined
  const completionTokens = countIn(told, 'completion_tokens') ?? 0
  const cached =
    countIn(objectIn(told, 'prompt_tokens_details'), 'cached_tokens') ??
    countIn(told, 'prompt_cache_hit_tokens') ??
    0
  const reasoning = countIn(objectIn(told, 'completion_tokens_details'), 'reasoning_tokens') ?? 0
  return {
    promptTokens,
    completionTokens,
    cachedTokens: Math.min(cached, promptTokens),
    reasoningTokens: Math.min(reasoning, completionTokens),
  }
}
