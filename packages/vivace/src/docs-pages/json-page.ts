import type { Answer, Exchange } from '../exchange/index.ts'
import { contentEntityTag } from '../http/content-entity-tag.ts'
import type { DocsPage } from './docs-page.ts'
import { answerIfChanged } from './fresh.ts'

/** A document that depends on where it is asked for, at a path; `make` is called for each request. */
export function jsonPage(path: string, make: (exchange: Exchange) => unknown): DocsPage {
  const answer = async (exchange: Exchange): Promise<Answer> => {
    const text = JSON.stringify(make(exchange))
    return answerIfChanged(exchange, {
      etag: await contentEntityTag(text),
      headers: [
        ...['content-type', 'application/json', 'cache-control', 'no-cache'],
        ...['x-content-type-options', 'nosniff'],
      ],
      body: text,
    })
  }
  return { path, answer }
}
