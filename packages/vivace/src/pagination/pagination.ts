import { type Dependency, dependency } from '../dependencies/index.ts'
import { exchangeInput, query, type Reading, type SentInput } from '../inputs/index.ts'
import type { Schema } from '../schema/index.ts'
import { checkLimits, type PageLimits } from './check-limits.ts'
import { countSchema } from './count-schema.ts'
import { addPageLinks } from './page-links.ts'

/** A page of a list, as `pageOf()` declares it. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** How many there are on all pages, where that is known. */
  readonly total?: number | undefined
}

/** Which page is asked for. */
export class Pagination {
  /** How many items come before the page. */
  readonly skip: number
  /** How many items the page has at most. */
  readonly limit: number
  readonly #reading: Reading

  constructor(reading: Reading, { skip, limit }: { readonly skip: number; readonly limit: number }) {
    this.#reading = reading
    this.skip = skip
    this.limit = limit
  }

  /**
   * The page as an answer, with a Link header (RFC 8288) to those beside it. Where the total is not known, a full
   * page is taken for one that has a next.
   *
   *     return paging.page(await findItems(paging), { total: await countItems() })
   */
  page<Item>(items: readonly Item[], { total }: { readonly total?: number } = {}): Page<Item> {
    const { skip, limit } = this
    const at = (first: number): { readonly skip: number; readonly limit: number } => ({ skip: first, limit })
    const hasNext = total === undefined ? items.length >= limit : skip + limit < total
    addPageLinks(this.#reading, {
      ...(skip > 0 ? { first: at(0), prev: at(Math.max(0, skip - limit)) } : {}),
      ...(hasNext ? { next: at(skip + limit) } : {}),
      ...(total === undefined || total === 0 ? {} : { last: at(Math.floor((total - 1) / limit) * limit) }),
    })
    return total === undefined ? { items } : { items, total }
  }
}

/** What clients send of it: `?skip=40&limit=20`. */
export interface PaginationNeeds {
  readonly skip: SentInput<number, Schema<number | undefined, number>>
  readonly limit: SentInput<number, Schema<number | undefined, number>>
}

/**
 * A page by number of items: the parameters `skip` and `limit` of the query, checked and documented.
 *
 *     const paging = pagination({ maxLimit: 100, defaultLimit: 20 })
 *     app.get('/items', { inputs: { paging }, returns: pageOf(Item) }, ({ paging }) =>
 *       paging.page(items.slice(paging.skip, paging.skip + paging.limit), { total: items.length }))
 *
 * Lists that grow while they are read, and long ones, are better read with `cursorPagination()`: here every item
 * before the page is counted again, and what comes in at the top moves all others. Throws `DefinitionError`
 * PAGE_LIMIT_INVALID.
 */
export function pagination(options: PageLimits = {}): Dependency<Pagination, 'request', PaginationNeeds> {
  const { maxLimit, defaultLimit } = checkLimits('pagination()', options)
  const skip = query(countSchema({ minimum: 0, fallback: 0 }), {
    description: 'How many items come before the page.',
  })
  const limit = query(countSchema({ minimum: 1, maximum: maxLimit, fallback: defaultLimit }), {
    description: 'How many items the page has at most.',
  })
  return dependency(
    { skip, limit, reading },
    ({ skip, limit, reading }) => new Pagination(reading, { skip, limit }),
  )
}

const reading = exchangeInput((current) => current)
