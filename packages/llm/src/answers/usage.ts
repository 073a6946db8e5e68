/** The tokens of a call, as the endpoint has counted them. */
export interface Usage {
  /** Tokens of the prompt, the cached ones among them. */
  readonly promptTokens: number
  /** Tokens of the answer, those of reasoning among them. */
  readonly completionTokens: number
  /** Those of the prompt that the endpoint had in its cache. */
  readonly cachedTokens: number
  /** Those of the answer that were spent on reasoning. */
  readonly reasoningTokens: number
}

/**
 * The tokens of several calls together; `undefined` if one of them is not known, for then the sum is not either.
 *
 *     sumUsage([draft.usage, critique.usage])?.completionTokens
 */
export function sumUsage(usages: readonly (Usage | undefined)[]): Usage | undefined {
  let sum: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 }
  for (const usage of usages) {
    if (usage === undefined) return undefined
    sum = {
      promptTokens: sum.promptTokens + usage.promptTokens,
      completionTokens: sum.completionTokens + usage.completionTokens,
      cachedTokens: sum.cachedTokens + usage.cachedTokens,
      reasoningTokens: sum.reasoningTokens + usage.reasoningTokens,
    }
  }
  return sum
}

/**
 * What several calls cost together; `undefined` if the cost of one is not known.
 *
 *     sumCost([draft.cost, critique.cost])
 */
export function sumCost(costs: readonly (number | undefined)[]): number | undefined {
  let sum = 0
  for (const cost of costs) {
    if (cost === undefined) return undefined
    sum += cost
  }
  return sum
}
