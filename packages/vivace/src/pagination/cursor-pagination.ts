import { type Dependency, dependency } from '../dependencies/index.ts'
import { fromBase64Url, toBase64Url } from '../http/base64url.ts'
import { Signer, type SigningSecrets } from '../http/index.ts'
import { exchangeInput, query, type Reading, type SentInput } from '../inputs/index.ts'
import {
  type InputOf,
  type OutputOf,
  type Schema,
  schemaFrom,
  validate,
  type Verdict,
} from '../schema/index.ts'
import { checkLimits, type PageLimits } from './check-limits.ts'
import { countSchema } from './count-schema.ts'
import { addPageLinks } from './page-links.ts'

/** A page of a list, as `cursorPageOf()` declares it. */
export interface CursorPage<Item> {
  readonly items: readonly Item[]
  /** What to send as `cursor` for the page after this one; `null` after the last. */
  readonly next: string | null
}

/** How pages are asked for by cursor. */
export interface CursorPaginationOptions extends PageLimits {
  /** Signs the cursors, the newest first: clients can then only send those that they were given. */
  readonly secrets?: SigningSecrets
}

/** Which page is asked for. */
export class CursorPagination<out Position, in Accepted> {
  /** Where the page begins: behind this; `undefined` for the first page. */
  readonly cursor: Position | undefined
  /** How many items the page has at most. */
  readonly limit: number
  readonly #reading: Reading
  readonly #write: (position: Accepted) => Promise<string>

  constructor(
    asked: { readonly cursor: Position | undefined; readonly limit: number },
    reading: Reading,
    write: (position: Accepted) => Promise<string>,
  ) {
    this.cursor = asked.cursor
    this.limit = asked.limit
    this.#reading = reading
    this.#write = write
  }

  /**
   * The page as an answer, with a Link header (RFC 8288) to the next one. `next` is the position of the page's last
   * item; without it the page is the last.
   *
   *     return paging.page(items, hasMore ? items.at(-1)?.id : undefined)
   */
  async page<Item>(items: readonly Item[], next?: Accepted): Promise<CursorPage<Item>> {
    if (next === undefined) return { items, next: null }
    const cursor = await this.#write(next)
    addPageLinks(this.#reading, { next: { cursor, limit: this.limit } })
    return { items, next: cursor }
  }
}

/** What clients send of it: `?cursor=NDI&limit=20`. */
export interface CursorPaginationNeeds {
  readonly cursor: SentInput<unknown, Schema<string | undefined, unknown>>
  readonly limit: SentInput<number, Schema<number | undefined, number>>
}

/**
 * A page by position: the parameter `cursor` of the query, a text that only we read, and `limit`.
 *
 *     const paging = cursorPagination(z.object({ createdAt: z.string(), id: z.int() }), { secrets })
 *     app.get('/orders', { inputs: { paging }, returns: cursorPageOf(Order) }, async ({ paging }) => {
 *       const orders = await ordersAfter(paging.cursor, paging.limit)
 *       return paging.page(orders, orders.length === paging.limit ? orders.at(-1) : undefined)
 *     })
 *
 * The schema is that of a position, and cursors are checked by it: one that is not ours is a 422. Throws
 * `DefinitionError` PAGE_LIMIT_INVALID and SECRET_TOO_WEAK.
 */
export function cursorPagination<Position extends Schema>(
  position: Position,
  options: CursorPaginationOptions = {},
): Dependency<CursorPagination<OutputOf<Position>, InputOf<Position>>, 'request', CursorPaginationNeeds> {
  const where = 'cursorPagination()'
  const { maxLimit, defaultLimit } = checkLimits(where, options)
  const text = cursorText(options.secrets, where)
  const cursor = query(cursorSchema(position, text), {
    description: 'Where the page begins: `next` of the page before. Left out for the first page.',
  })
  const limit = query(countSchema({ minimum: 1, maximum: maxLimit, fallback: defaultLimit }), {
    description: 'How many items the page has at most.',
  })
  const write = async (at: InputOf<Position>): Promise<string> => {
    const verdict = await validate(position, at)
    if (verdict.issues !== undefined)
      throw new TypeError(
        `${where}: the schema of positions refuses one: ${verdict.issues[0]?.message ?? ''}`,
      )
    return text.write(JSON.stringify(at))
  }
  return dependency(
    { cursor, limit, reading },
    ({ cursor, limit, reading }) => new CursorPagination({ cursor, limit }, reading, write),
  )
}

const reading = exchangeInput((current) => current)

/** How a cursor is written, and read again. */
interface CursorText {
  readonly write: (text: string) => Promise<string>
  /** `undefined` for what was not written so. */
  readonly read: (cursor: string) => Promise<string | undefined>
}

function cursorText(secrets: SigningSecrets | undefined, where: string): CursorText {
  if (secrets !== undefined) {
    const signer = new Signer({ purpose: 'cursor', secrets, where })
    return { write: (text) => signer.seal(text), read: (cursor) => signer.open(cursor) }
  }
  return {
    write: async (text) => toBase64Url(new TextEncoder().encode(text)),
    async read(cursor) {
      const bytes = fromBase64Url(cursor)
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
    },
  }
}

/** What makes a position of a cursor; longer ones than anybody needs are not looked at. */
function cursorSchema<Position extends Schema>(
  position: Position,
  text: CursorText,
): Schema<string | undefined, OutputOf<Position> | undefined> {
  return schemaFrom<unknown>({
    jsonSchema: { type: 'string', minLength: 1, maxLength: 4_096 },
    async validate(cursor): Promise<Verdict> {
      if (cursor === undefined) return { value: undefined }
      const read = typeof cursor === 'string' && cursor.length <= 4_096 ? await text.read(cursor) : undefined
      const parsed = read === undefined ? undefined : parse(read)
      if (parsed === undefined) return notOurs
      const verdict = await validate(position, parsed.value)
      return verdict.issues === undefined ? verdict : notOurs
    },
    // The schema of positions has made the value; texts alone go in.
  }) as Schema<string | undefined, OutputOf<Position> | undefined>
}

const notOurs: Verdict = { issues: [{ message: 'Not a cursor of this list' }] }

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
