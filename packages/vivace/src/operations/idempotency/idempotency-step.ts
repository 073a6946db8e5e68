import { firstValue } from '../../dependencies/index.ts'
import { Answer } from '../../exchange/index.ts'
import { fromBase64Url, toBase64Url } from '../../http/base64url.ts'
import { applyDraft } from '../encode-answer.ts'
import type { Run, Step } from '../plan.ts'
import {
  IdempotencyAnswerNotKept,
  IdempotencyKeyInUse,
  IdempotencyKeyInvalid,
  IdempotencyKeyMissing,
  IdempotencyKeyReused,
} from './idempotency-errors.ts'
import type { IdempotencyKeys } from './idempotency-keys.ts'
import type { IdempotencyRecord, IdempotencyStore, StoredAnswer } from './idempotency-store.ts'

/** What the step reads of a run. */
export interface IdempotencyReaders {
  readonly store: (run: Run) => IdempotencyStore
  /** Whose key it is. */
  readonly scope: (run: Run) => readonly unknown[]
}

/**
 * The step that answers a request again, or lets it on and keeps its answer. It comes after the guards, so that
 * nobody is answered who is not let in, and before everything that costs something.
 */
export function idempotencyStep(keys: IdempotencyKeys, readers: IdempotencyReaders): Step {
  return (run) => {
    const key = keyOf(run.exchange.header('idempotency-key'))
    if (key !== undefined)
      return claim(run, { keys, store: readers.store(run), key, scope: readers.scope(run) })
    if (keys.required) throw new IdempotencyKeyMissing()
    return undefined
  }
}

// As the draft has it the key is a quoted string (RFC 9651, section 3.3.3); most clients send it without quotes.
function keyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const [, quoted, plain] =
    /^(?:"([\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,255}))$/.exec(header) ?? []
  const key = quoted ?? plain
  if (key === undefined) throw new IdempotencyKeyInvalid()
  return key
}

interface Claiming {
  readonly keys: IdempotencyKeys
  readonly store: IdempotencyStore
  readonly key: string
  readonly scope: readonly unknown[]
}

async function claim(run: Run, { keys, store, key, scope }: Claiming): Promise<void> {
  const { exchange } = run
  const target = [exchange.method, exchange.path, exchange.queryString, exchange.header('content-type')]
  const [place, fingerprint] = await Promise.all([
    digest(JSON.stringify([scope, key])),
    digest(JSON.stringify(target), run.bytes),
  ])
  const claimed: Claimed = { keys, store, place, fingerprint, owner: crypto.randomUUID() }
  const { owner } = claimed
  const known = await store.claim(place, { owner, fingerprint, lifetime: keys.hold })
  if (known === undefined) {
    const generator = keepAnswer(run, claimed)
    await firstValue(generator, 'idempotency')
    ;(run.made ??= []).push({ generator, name: 'idempotency', cleansAfterResponse: false })
    return
  }
  run.answer = replay(known, fingerprint)
  run.isReplayed = true
}

interface Claimed {
  readonly keys: IdempotencyKeys
  readonly store: IdempotencyStore
  readonly place: string
  readonly fingerprint: string
  readonly owner: string
}

/** Is cleaned up last of all that the handler uses: the answer is kept when everything else has been committed. */
async function* keepAnswer(run: Run, claimed: Claimed): AsyncGenerator<undefined, void, unknown> {
  const { store, place, owner, keys, fingerprint } = claimed
  try {
    yield undefined
  } catch (error) {
    await store.release(place, owner)
    throw error
  }
  if (run.draft !== undefined) applyDraft(run, run.draft)
  run.draft = undefined
  const { answer } = run
  try {
    if (answer === undefined || answer.status >= 500) await store.release(place, owner)
    else {
      const record = { fingerprint, outcome: stored(answer, keys.maxSize) }
      await store.save(place, { owner, record, lifetime: keys.ttl })
    }
  } catch (error) {
    // What was asked for is done, and the client must hear so.
    run.exchange.log.error('An answer could not be kept for its idempotency key.', { error })
  }
}

function replay({ fingerprint: first, outcome }: IdempotencyRecord, fingerprint: string): Answer {
  if (first !== fingerprint) throw new IdempotencyKeyReused()
  if (outcome === undefined) throw new IdempotencyKeyInUse()
  if (outcome === 'not-kept') throw new IdempotencyAnswerNotKept()
  const { status, headers, body, isBinary = false } = outcome
  const bytes = isBinary && body !== null ? (fromBase64Url(body) ?? null) : body
  return new Answer(status, [...headers, 'idempotent-replayed', 'true'], bytes)
}

// Cookies are not kept: what opens a session belongs to the browser that was given it, and into no store.
function stored({ status, headers, body }: Answer, maxSize: number): StoredAnswer | 'not-kept' {
  const kept = headers.filter((_, at) => headers[at - (at % 2)] !== 'set-cookie')
  if (body === null) return { status, headers: kept, body }
  if (typeof body === 'string') {
    const isLarge = body.length > maxSize || new TextEncoder().encode(body).length > maxSize
    return isLarge ? 'not-kept' : { status, headers: kept, body }
  }
  if (!(body instanceof Uint8Array) || body.length > maxSize) return 'not-kept'
  return { status, headers: kept, body: toBase64Url(body), isBinary: true }
}

async function digest(text: string, bytes: Uint8Array = new Uint8Array(0)): Promise<string> {
  const head = new TextEncoder().encode(`${text}\n`)
  const whole = new Uint8Array(head.length + bytes.length)
  whole.set(head)
  whole.set(bytes, head.length)
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', whole)))
}
