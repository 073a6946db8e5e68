import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { Source } from '../models/results.ts'

const atom = 'http://www.w3.org/2005/Atom'
const arxiv = 'http://arxiv.org/schemas/atom'
const opensearch = 'http://a9.com/-/spec/opensearch/1.1/'

/** What arXiv has found. */
export interface ArxivFeed {
  /** How many there are; the entries are some of them. */
  readonly total: number
  readonly entries: readonly Source[]
}

/** Thrown for what is no feed of arXiv, and for the feed by which arXiv says that a query is wrong. */
export class FeedInvalid extends Error {
  override readonly name = 'FeedInvalid'
}

interface Entry {
  id: string
  title: string
  summary: string
  published: string
  authors: string[]
  pdf: string | null
  category: string | null
}

/**
 * Reads the feed that arXiv answers a query with (Atom, RFC 4287).
 *
 *     parseArxivFeed(xml).entries[0]?.authors    // ['H1 Collaboration']
 *
 * Entities of a document type are not expanded. Throws `FeedInvalid`.
 * @see https://info.arxiv.org/help/api/user-manual.html
 */
export function parseArxivFeed(xml: string): ArxivFeed {
  const reader = new FeedReader()
  const parser = new SaxesParser({ xmlns: true, position: true })
  parser.on('opentag', (tag) => reader.open(tag))
  parser.on('text', (text) => reader.text(text))
  parser.on('cdata', (text) => reader.text(text))
  parser.on('closetag', (tag) => reader.close(tag))
  parser.on('error', (error) => {
    throw new FeedInvalid(`The feed is not well-formed: ${error.message}`)
  })
  parser.write(xml).close()
  return reader.feed()
}

class FeedReader {
  #isFeed = false
  #total = 0
  readonly #path: string[] = []
  #text = ''
  #entry: Entry | undefined = undefined
  readonly #entries: Entry[] = []

  open(tag: SaxesTagNS): void {
    const name = nameOf(tag)
    if (this.#path.length === 0) this.#isFeed = name === 'feed'
    this.#path.push(name)
    this.#text = ''
    if (name === 'entry')
      this.#entry = { id: '', title: '', summary: '', published: '', authors: [], pdf: null, category: null }
    if (this.#entry === undefined) return
    if (name === 'arxiv:primary_category') this.#entry.category = attribute(tag, 'term')
    if (name === 'link' && attribute(tag, 'title') === 'pdf') this.#entry.pdf = attribute(tag, 'href')
  }

  text(text: string): void {
    this.#text += text
  }

  close(tag: SaxesTagNS): void {
    const name = nameOf(tag)
    const text = this.#text.replaceAll(/\s+/g, ' ').trim()
    this.#path.pop()
    this.#text = ''
    if (name === 'opensearch:totalResults') this.#total = Number(text) || 0
    const entry = this.#entry
    if (entry === undefined) return
    const parent = this.#path.at(-1)
    if (parent === 'author' && name === 'name') entry.authors.push(text)
    if (parent === 'entry' && isField(name)) entry[name] = text
    if (name === 'entry') {
      this.#entries.push(entry)
      this.#entry = undefined
    }
  }

  feed(): ArxivFeed {
    if (!this.#isFeed) throw new FeedInvalid('The answer is no Atom feed.')
    const [first] = this.#entries
    // arXiv says with 200, and an entry of this address, that it did not understand a query.
    if (first?.id.includes('arxiv.org/api/errors') === true)
      throw new FeedInvalid(`arXiv did not understand the query: ${first.summary}`)
    return { total: this.#total, entries: this.#entries.map(sourceOf) }
  }
}

function isField(name: string): name is 'id' | 'title' | 'summary' | 'published' {
  return name === 'id' || name === 'title' || name === 'summary' || name === 'published'
}

function nameOf({ uri, local }: SaxesTagNS): string {
  if (uri === atom) return local
  if (uri === arxiv) return `arxiv:${local}`
  return uri === opensearch ? `opensearch:${local}` : `other:${local}`
}

function attribute(tag: SaxesTagNS, name: string): string | null {
  return tag.attributes[name]?.value ?? null
}

function sourceOf({ id, title, summary, published, authors, pdf, category }: Entry): Source {
  const date = new Date(published)
  return {
    tool: 'arxiv',
    title,
    url: secure(id),
    authors,
    published_at: Number.isNaN(date.getTime()) ? null : date.toISOString(),
    summary,
    pdf_url: pdf === null ? null : secure(pdf),
    primary_category: category,
    score: null,
  }
}

// arXiv writes its addresses with http, and answers them with https.
function secure(url: string): string {
  return url.replace(/^http:\/\/((?:export\.|www\.)?arxiv\.org\/)/, 'https://$1')
}
