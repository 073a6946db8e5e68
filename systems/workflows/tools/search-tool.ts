import type { Source, SourceTool } from '../models/results.ts'

/** What is looked for. */
export interface SearchQuery {
  readonly query: string
  readonly maxResults: number
}

/** What a search carries along: the end of the run, and what it is recognised by. */
export interface SearchCall {
  readonly signal: AbortSignal
  readonly headers: Readonly<Record<string, string>>
}

/** A place where sources are found. */
export interface SearchTool {
  readonly name: SourceTool
  /** Whether it has what it needs, such as a key. */
  readonly isConfigured: boolean
  /** Rejects with `UpstreamError` when the place does not answer, and with `ToolNotConfigured`. */
  search(query: SearchQuery, call: SearchCall): Promise<readonly Source[]>
}

/** A tool that lacks its key. */
export class ToolNotConfigured extends Error {
  override readonly name = 'ToolNotConfigured'
}
