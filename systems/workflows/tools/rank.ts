import type { Source } from '../models/results.ts'

const yearInMs = 365.25 * 24 * 3_600_000
/** After so many years the newness of a source is worth half. */
const halfLife = 4
const weightOfNewness = 0.2
/** What a source without a date has: neither new nor old. */
const newnessUnknown = 0.5

/** What sources are ranked by. */
export interface Ranking {
  /** How near each source is to the topic, from -1 to 1, in the order of the sources. */
  readonly similarities: readonly number[]
  readonly now: number
}

/**
 * Sources in the order in which they fit: by how near they are to the topic, and a little by how new they are. Each gets
 * a score from 0 to 1.
 */
export function rankSources(sources: readonly Source[], { similarities, now }: Ranking): Source[] {
  return sources
    .map((source, at) => {
      const nearness = Math.max(0, similarities[at] ?? 0)
      const score = (1 - weightOfNewness) * nearness + weightOfNewness * newness(source.published_at, now)
      return { ...source, score: Math.round(score * 1_000) / 1_000 }
    })
    .sort((one, other) => other.score - one.score)
}

function newness(publishedAt: string | null, now: number): number {
  if (publishedAt === null) return newnessUnknown
  const years = Math.max(0, now - Date.parse(publishedAt)) / yearInMs
  return 2 ** (-years / halfLife)
}
