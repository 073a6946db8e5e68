import type { Answer, Exchange } from '../exchange/index.ts'
import { contentEntityTag } from '../http/content-entity-tag.ts'
import type { DocsPage } from './docs-page.ts'
import { answerIfChanged } from './fresh.ts'
import { once } from './once.ts'

/** A small text that is made here. */
export interface PageText {
  /** The Content-Type: `text/html; charset=utf-8`. */
  readonly mediaType: string
  readonly text: string
  /** Headers besides those of every page. Flat: name, value, name, value. */
  readonly headers?: readonly string[]
}

/** A text at a path; it is made when it is first asked for, and kept. */
export function textPage(path: string, make: () => PageText): DocsPage {
  const made = once(async () => {
    const page = make()
    return { ...page, etag: await contentEntityTag([page.text, ...(page.headers ?? [])].join('\n')) }
  })
  const answer = async (exchange: Exchange): Promise<Answer> => {
    const { mediaType, text, headers = [], etag } = await made()
    return answerIfChanged(exchange, {
      etag,
      headers: [
        ...['content-type', mediaType, 'cache-control', 'no-cache', 'x-content-type-options', 'nosniff'],
        ...headers,
      ],
      body: text,
    })
  }
  return { path, answer }
}
