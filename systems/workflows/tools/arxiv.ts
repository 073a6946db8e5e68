import type { HttpClient } from '@vivace/http'
import { type ArxivFeed, parseArxivFeed } from './arxiv-feed.ts'
import type { SearchCall, SearchTool } from './search-tool.ts'

/** How arXiv is asked. */
export interface ArxivQuery {
  readonly query: string
  readonly maxResults: number
  readonly start?: number
  readonly sortBy?: 'relevance' | 'lastUpdatedDate' | 'submittedDate'
}

/** The search of arXiv: one request each 3 seconds, one connection, as its terms of use ask. */
export class Arxiv implements SearchTool {
  readonly name = 'arxiv'
  readonly isConfigured = true
  readonly #http: HttpClient<'arxiv'>
  readonly #url: string

  constructor(http: HttpClient<'arxiv'>, url: string) {
    this.#http = http
    this.#url = url
  }

  async search(query: ArxivQuery, call: SearchCall): Promise<ArxivFeed['entries']> {
    return (await this.find(query, call)).entries
  }

  /** Rejects with `UpstreamError`, and with `FeedInvalid` for what cannot be read. */
  async find(
    { query, maxResults, start = 0, sortBy = 'relevance' }: ArxivQuery,
    call: SearchCall,
  ): Promise<ArxivFeed> {
    const { body } = await this.#http.get(this.#url, {
      ...call,
      policy: 'arxiv',
      query: {
        search_query: arxivExpression(query),
        start,
        max_results: maxResults,
        sortBy,
        sortOrder: 'descending',
      },
      returns: 'text',
    })
    return parseArxivFeed(body)
  }
}

/** Words that say nothing of a topic. */
const small = new Set(
  'a about an and are as at be by for from how in into is it its of on or that the this to what which why with'.split(
    ' ',
  ),
)
/** So many words may all be asked for; of more, papers have some. */
const askedTogether = 4
const mostWords = 12

/**
 * Words as an expression of arXiv: a few of them all, of many any, the most relevant first. What names a field already
 * stays as it is.
 *
 *     arxivExpression('the ethics of AI')    // 'all:ethics AND all:AI'
 *     arxivExpression('ti:"dark matter"')    // 'ti:"dark matter"'
 */
export function arxivExpression(query: string): string {
  if (/\b(?:ti|au|abs|co|jr|cat|rn|id|all):/.test(query)) return query
  const words = query.match(/[\p{L}\p{N}]+(?:[-'][\p{L}\p{N}]+)*/gu) ?? []
  const telling = words.filter((word) => !small.has(word.toLowerCase()))
  const distinct = new Map((telling.length > 0 ? telling : words).map((word) => [word.toLowerCase(), word]))
  const terms = [...distinct.values()].slice(0, mostWords).map((word) => `all:${word}`)
  // An expression of nothing finds nothing; arXiv would answer 500 to an empty one.
  if (terms.length === 0) return 'all:""'
  return terms.join(terms.length > askedTogether ? ' OR ' : ' AND ')
}
