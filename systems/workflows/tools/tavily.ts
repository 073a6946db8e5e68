import type { HttpClient } from '@vivace/http'
import type { Secret } from 'vivace/settings'
import * as z from 'zod'
import type { Source } from '../models/results.ts'
import { type SearchCall, type SearchTool, ToolNotConfigured } from './search-tool.ts'

/** How Tavily is asked. */
export interface WebQuery {
  readonly query: string
  readonly maxResults: number
  readonly searchDepth?: 'basic' | 'advanced'
  readonly topic?: 'general' | 'news' | 'finance'
  readonly includeAnswer?: boolean
  readonly timeRange?: 'day' | 'week' | 'month' | 'year' | undefined
  readonly includeDomains?: readonly string[] | undefined
  readonly excludeDomains?: readonly string[] | undefined
}

/** What Tavily has found. */
export interface WebFindings {
  readonly answer: string | null
  readonly results: readonly Source[]
}

const Answer = z.object({
  answer: z.string().nullish(),
  results: z.array(
    z.object({
      title: z.string(),
      url: z.url({ protocol: /^https?$/ }),
      content: z.string(),
      score: z.number().nullish(),
      published_date: z.string().nullish(),
    }),
  ),
})

/** The web search of Tavily. @see https://docs.tavily.com/documentation/api-reference/endpoint/search */
export class Tavily implements SearchTool {
  readonly name = 'tavily'
  readonly #http: HttpClient<'tavily'>
  readonly #url: string
  readonly #key: Secret<string> | undefined

  constructor(
    http: HttpClient<'tavily'>,
    { url, key }: { readonly url: string; readonly key: Secret<string> | undefined },
  ) {
    this.#http = http
    this.#url = url
    this.#key = key
  }

  get isConfigured(): boolean {
    return this.#key !== undefined
  }

  async search(query: WebQuery, call: SearchCall): Promise<WebFindings['results']> {
    return (await this.find(query, call)).results
  }

  /** Rejects with `UpstreamError` and `ToolNotConfigured`. */
  async find(query: WebQuery, { signal, headers }: SearchCall): Promise<WebFindings> {
    if (this.#key === undefined) throw new ToolNotConfigured('Web search needs TAVILY_API_KEY.')
    const { body } = await this.#http.post(this.#url, {
      signal,
      headers: { ...headers, authorization: `Bearer ${this.#key.reveal()}` },
      policy: 'tavily',
      json: {
        query: query.query,
        max_results: query.maxResults,
        search_depth: query.searchDepth ?? 'basic',
        topic: query.topic ?? 'general',
        include_answer: query.includeAnswer ?? false,
        ...(query.timeRange === undefined ? {} : { time_range: query.timeRange }),
        ...(query.includeDomains === undefined ? {} : { include_domains: query.includeDomains }),
        ...(query.excludeDomains === undefined ? {} : { exclude_domains: query.excludeDomains }),
      },
      returns: Answer,
    })
    return { answer: body.answer ?? null, results: body.results.map(sourceOf) }
  }
}

function sourceOf({
  title,
  url,
  content,
  score,
  published_date,
}: z.infer<typeof Answer>['results'][number]): Source {
  const date = new Date(published_date ?? '')
  return {
    tool: 'tavily',
    title,
    url,
    authors: [],
    published_at: Number.isNaN(date.getTime()) ? null : date.toISOString(),
    summary: content,
    pdf_url: null,
    primary_category: null,
    score: score ?? null,
  }
}
