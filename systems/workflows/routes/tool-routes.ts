import { UpstreamFailed, upstreamProblems } from '@vivace/http'
import { llmForRequest, llmProblems } from '@vivace/llm'
import { requestContext } from '@vivace/telemetry'
import { body, dependency, Router, signal } from 'vivace'
import * as z from 'zod'
import { languageModel } from '../core/language-model.ts'
import { caller } from '../middleware/caller.ts'
import { ToolMissing } from '../models/run-problems.ts'
import { Source } from '../models/results.ts'
import { FeedInvalid } from '../tools/arxiv-feed.ts'
import { type SearchCall, ToolNotConfigured } from '../tools/search-tool.ts'
import { toolbox } from '../tools/toolbox.ts'

const requestHeaders = dependency({ requestContext }, ({ requestContext }) => requestContext.headers())

const searchCall = dependency({ signal, requestHeaders }, ({ signal, requestHeaders }): SearchCall => ({
  signal,
  headers: requestHeaders,
}))

const llm = llmForRequest(languageModel, { headers: requestHeaders })

/** An expression of arXiv gives at most so many entries, in pages. */
const arxivLimit = 30_000

const ArxivSearch = z
  .object({
    query: z.string().trim().min(1).max(500),
    max_results: z.int().min(1).max(2_000).default(10),
    start: z.int().min(0).default(0),
    sort_by: z.enum(['relevance', 'lastUpdatedDate', 'submittedDate']).default('relevance'),
  })
  .refine(({ start, max_results }) => start + max_results <= arxivLimit, {
    path: ['start'],
    error: `arXiv gives the first ${arxivLimit} results of a query.`,
  })
  .meta({ id: 'ArxivSearch', examples: [{ query: 'quantum error correction', max_results: 3 }] })

const WebSearch = z
  .object({
    query: z.string().trim().min(1).max(400),
    max_results: z.int().min(1).max(20).default(5),
    search_depth: z.enum(['basic', 'advanced']).default('basic'),
    topic: z.enum(['general', 'news', 'finance']).default('general'),
    include_answer: z.boolean().default(false),
    time_range: z.enum(['day', 'week', 'month', 'year']).optional(),
    include_domains: z.array(z.string().max(253)).max(50).optional(),
    exclude_domains: z.array(z.string().max(253)).max(50).optional(),
  })
  .meta({ id: 'WebSearch', examples: [{ query: 'carbon capture cost 2026' }] })

/** The tools on their own. */
export const toolRoutes = new Router({ tags: ['Tools'], dependencies: [caller] })

toolRoutes.post(
  '/search/arxiv',
  {
    operationId: 'searchArxiv',
    summary: 'Search arXiv',
    description: 'One request each three seconds, as arXiv asks: the answer may take its turn.',
    inputs: { search: body(ArxivSearch), toolbox, searchCall },
    returns: z.object({ total: z.int(), results: z.array(Source) }),
    errors: upstreamProblems,
  },
  async ({ search: { query, max_results: maxResults, start, sort_by: sortBy }, toolbox, searchCall }) => {
    try {
      const { total, entries } = await toolbox.arxiv.find({ query, maxResults, start, sortBy }, searchCall)
      return { total, results: [...entries] }
    } catch (error) {
      if (error instanceof FeedInvalid) throw new UpstreamFailed({ detail: error.message })
      throw error
    }
  },
)

toolRoutes.post(
  '/search/web',
  {
    operationId: 'searchWeb',
    summary: 'Search the web with Tavily',
    inputs: { search: body(WebSearch), toolbox, searchCall },
    returns: z.object({ answer: z.string().nullable(), results: z.array(Source) }),
    errors: [...upstreamProblems, ToolMissing],
  },
  async ({ search, toolbox, searchCall }) => {
    try {
      const { answer, results } = await toolbox.tavily.find(
        {
          query: search.query,
          maxResults: search.max_results,
          searchDepth: search.search_depth,
          topic: search.topic,
          includeAnswer: search.include_answer,
          timeRange: search.time_range,
          includeDomains: search.include_domains,
          excludeDomains: search.exclude_domains,
        },
        searchCall,
      )
      return { answer, results: [...results] }
    } catch (error) {
      if (error instanceof ToolNotConfigured) throw new ToolMissing({ detail: error.message })
      throw error
    }
  },
)

toolRoutes.post(
  '/embeddings',
  {
    operationId: 'embedTexts',
    summary: 'Make vectors of texts',
    inputs: {
      asked: body(
        z.object({
          texts: z.array(z.string().min(1).max(8_000)).min(1).max(64),
          dimensions: z.int().min(8).max(3_072).optional(),
        }),
      ),
      llm,
    },
    returns: z.object({
      provider: z.string(),
      model: z.string(),
      dimensions: z.int(),
      vectors: z.array(z.array(z.number())),
    }),
    errors: llmProblems,
  },
  async ({ asked: { texts, dimensions }, llm }) => {
    const { provider, model, vectors } = await llm.embed(texts, { dimensions })
    const copies = vectors.map((vector) => [...vector])
    return { provider, model, dimensions: copies[0]?.length ?? 0, vectors: copies }
  },
)

toolRoutes.get(
  '/tools',
  {
    operationId: 'listTools',
    summary: 'List the tools',
    inputs: { toolbox },
    returns: z.array(z.object({ name: z.string(), description: z.string(), is_configured: z.boolean() })),
  },
  ({ toolbox: { arxiv, tavily, samples } }) => [
    {
      name: arxiv.name,
      description: 'Papers of arXiv, at most one request each three seconds.',
      is_configured: arxiv.isConfigured,
    },
    {
      name: tavily.name,
      description: 'The web, by Tavily; it needs TAVILY_API_KEY.',
      is_configured: tavily.isConfigured,
    },
    {
      name: samples.name,
      description:
        'A few texts of this repository. They are used when no other tool can be reached and there is no language model either, and say what they are.',
      is_configured: samples.isConfigured,
    },
  ],
)
