import { singleton } from 'vivace'
import { caches } from '../core/caches.ts'
import { config } from '../core/config.ts'
import { languageModel } from '../core/language-model.ts'
import { outgoing } from '../core/outgoing.ts'
import type { Source } from '../models/results.ts'
import { Arxiv } from './arxiv.ts'
import { OfflineSamples } from './offline-samples.ts'
import type { SearchCall, SearchQuery, SearchTool } from './search-tool.ts'
import { Tavily } from './tavily.ts'

/** The tools, by name. */
export interface Toolbox {
  readonly arxiv: Arxiv
  readonly tavily: Tavily
  readonly samples: OfflineSamples
  /** Searches, unless the same was searched for within the last hour. Rejects as the tool does. */
  search(tool: SearchTool, query: SearchQuery, call: SearchCall): Promise<readonly Source[]>
}

/** The tools of the app. */
export const toolbox = singleton(
  { config, outgoing, languageModel, caches },
  ({ config, outgoing, languageModel, caches }): Toolbox => ({
    arxiv: new Arxiv(outgoing, config.arxivUrl),
    tavily: new Tavily(outgoing, { url: config.tavilyUrl, key: config.tavilyApiKey }),
    samples: new OfflineSamples(async (texts) => (await languageModel.embed(texts)).vectors),
    async search(tool, query, call) {
      const key = { tool: tool.name, ...query }
      const kept = await caches.searches.get(key)
      if (kept !== undefined) return kept
      const found = await tool.search(query, call)
      await caches.searches.set(key, [...found])
      return found
    },
  }),
)
