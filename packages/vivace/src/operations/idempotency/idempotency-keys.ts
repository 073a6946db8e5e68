import { DefinitionError } from '../../errors/index.ts'
import { type ByteSize, parseByteSize } from '../../http/byte-size.ts'
import { type Duration, parseDuration } from '../../http/duration.ts'
import type { Dependency } from '../../dependencies/index.ts'
import type { IdempotencyStore } from './idempotency-store.ts'

/** How a route treats idempotency keys. */
export interface IdempotencyOptions {
  /** Where keys and answers are kept, or the singleton that is that. */
  readonly store: IdempotencyStore | Dependency<IdempotencyStore, 'app'>
  /** How long an answer is kept; 24 hours if absent. */
  readonly ttl?: Duration
  /** Whether requests without a key are refused with 400. False if absent: they are answered as ever. */
  readonly required?: boolean
  /**
   * Whose keys they are: a dependency whose value names the user. If absent, keys belong to the credential: the
   * headers Authorization and Cookie and the API keys that the route demands, all of them together.
   */
  readonly scope?: Dependency<string | number>
  /** How long a key is held for a request that does not come to its end; 5 minutes if absent. */
  readonly hold?: Duration
  /** The largest body that is kept; 64 KiB if absent. */
  readonly maxSize?: ByteSize
}

/** What `idempotencyKeys()` makes: the option `idempotency` of a route. */
export interface IdempotencyKeys {
  readonly store: IdempotencyOptions['store']
  readonly ttl: number
  readonly required: boolean
  readonly scope: IdempotencyOptions['scope']
  readonly hold: number
  readonly maxSize: number
}

/**
 * Answers a request that is sent again with the answer of the first time, and does nothing a second time. The
 * client chooses a key for what it wants done, and sends it in the header Idempotency-Key with every try.
 *
 *     app.post('/orders', { idempotency: idempotencyKeys({ store, required: true }), inputs: { order: body(Order) }, returns: { 201: OrderOut } }, …)
 *
 * The same key with another request is 422, and while the first one is being answered 409. What was thrown and
 * what is 500 or more is not kept: nothing has been done then, and the next try may succeed. Kept answers say
 * `idempotent-replayed: true`. Throws `DefinitionError` DURATION_INVALID and BYTE_SIZE_INVALID.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKeys(options: IdempotencyOptions): IdempotencyKeys {
  const where = 'idempotencyKeys()'
  const { store, scope, required = false, ttl = '24h', hold = '5m', maxSize = '64kb' } = options
  return {
    store,
    scope,
    required,
    ttl: parseDuration(ttl, where),
    hold: parseDuration(hold, where),
    maxSize: parseByteSize(maxSize, where),
  }
}

/** What is said of a route whose requests cannot be told apart, or whose answers cannot be kept. */
export function idempotencyUnsupported(where: string, cause: string): DefinitionError {
  return new DefinitionError({
    code: 'IDEMPOTENCY_UNSUPPORTED',
    where,
    cause: `it has idempotency keys, but ${cause}`,
    remedy: 'leave the option out, or declare a POST or PATCH with a JSON body',
  })
}
