import type { Pinning } from '../pinning.ts'

/** How a part is measured. */
export interface PartSettings {
  readonly quick: boolean
  readonly pinning: Pinning
  /** Progress, for whoever waits. */
  readonly say: (line: string) => void
}

/** What a part has found. */
export interface PartReport {
  /** Markdown: tables, and what has to be said about them. */
  readonly text: string
  /** What was wrong: the run ends with code 1 if there is any. */
  readonly faults: readonly string[]
}

/** One part of `npm run bench:scale`. */
export interface Part {
  readonly title: string
  measure(settings: PartSettings): Promise<PartReport>
}
