import type { Usage } from './usage.ts'

/** What a model costs for a million tokens, in a currency of your choice. */
export interface ModelPrice {
  readonly input: number
  /** For tokens of the prompt that were cached; as `input` if absent. */
  readonly cachedInput?: number
  /** 0 if absent, as for embeddings. */
  readonly output?: number
}

/** Prices by the name of the model, as it is asked for or as it names itself. */
export type ModelPrices = Readonly<Record<string, ModelPrice>>

const million = 1_000_000

/**
 * What tokens cost; `undefined`, and never 0, if the usage or the price is not known.
 *
 *     costOf({ promptTokens: 1_000_000, … }, { input: 0.15, output: 0.6 })    // 0.15
 */
export function costOf(usage: Usage | undefined, price: ModelPrice | undefined): number | undefined {
  if (usage === undefined || price === undefined) return undefined
  const { input, cachedInput = input, output = 0 } = price
  const fresh = usage.promptTokens - usage.cachedTokens
  return (fresh * input + usage.cachedTokens * cachedInput + usage.completionTokens * output) / million
}

/**
 * The price of the model that has answered, or else of the one that was asked for: an endpoint that is asked for
 * `gpt-4o-mini` may answer as `gpt-4o-mini-2024-07-18`.
 */
export function priceOf(prices: ModelPrices, ...models: readonly string[]): ModelPrice | undefined {
  const known = models.find((model) => Object.hasOwn(prices, model))
  return known === undefined ? undefined : prices[known]
}
