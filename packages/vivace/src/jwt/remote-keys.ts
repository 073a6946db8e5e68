import { HttpError } from '../errors/index.ts'
import type { Clock, Logger } from '../exchange/index.ts'
import { fetchKeySet } from './fetch-key-set.ts'
import type { TokenAlgorithm } from './token-algorithm.ts'
import type { TokenHeader } from './token-header.ts'
import { importVerificationKey, pickKey, type TokenKeys, type VerificationKey } from './verification-key.ts'

/** How a set of keys is kept. */
export interface RemoteKeysOptions {
  readonly url: string
  readonly algorithms: readonly TokenAlgorithm[]
  readonly clock: Clock
}

const second = 1_000
const minute = 60 * second

/** After this a key that the issuer has withdrawn is asked for again. */
const freshFor = 10 * minute
/** How long the last good set does while the issuer does not answer. */
const goodFor = 60 * minute
/** Between two requests, whatever tokens come: an unknown key id is anybody's to invent. */
const restFor = 30 * second
/** The same while there are no keys at all, and so nobody is let in. */
const restWithoutKeys = 5 * second

interface KeySet {
  readonly keys: readonly VerificationKey[]
  readonly fetchedAt: number
}

/**
 * The keys of an issuer, fetched when they are first needed: again after 10 minutes, and for a key id that is not
 * known, never twice in 30 seconds. While they cannot be fetched, the last good ones do for an hour.
 */
export class RemoteKeys implements TokenKeys {
  readonly #options: RemoteKeysOptions
  #last: KeySet | undefined
  #askedAt = -Infinity
  #asking: Promise<void> | undefined

  constructor(options: RemoteKeysOptions) {
    this.#options = options
  }

  /** Throws 503 `token-keys-unavailable`: without keys nobody knows whether the token is good. */
  async find(header: TokenHeader, log?: Logger): Promise<VerificationKey | undefined> {
    if (this.#age() > freshFor) await this.#refresh(log)
    const found = pickKey(this.#usable(), header)
    if (found !== undefined) return found
    await this.#refresh(log)
    if (this.#age() > goodFor) throw unavailable()
    return pickKey(this.#usable(), header)
  }

  #age(): number {
    return this.#last === undefined ? Infinity : this.#options.clock.monotonic() - this.#last.fetchedAt
  }

  #usable(): readonly VerificationKey[] {
    return this.#age() > goodFor ? [] : (this.#last?.keys ?? [])
  }

  // Whoever needs keys while they are on their way waits for the same ones.
  #refresh(log: Logger | undefined): Promise<void> {
    if (this.#asking !== undefined) return this.#asking
    const now = this.#options.clock.monotonic()
    const rest = this.#age() > goodFor ? restWithoutKeys : restFor
    if (now - this.#askedAt < rest) return Promise.resolve()
    this.#asking = this.#ask(log).finally(() => {
      this.#asking = undefined
      // The rest begins when the answer is there: nobody who has waited for it in vain waits for another one.
      this.#askedAt = this.#options.clock.monotonic()
    })
    return this.#asking
  }

  async #ask(log: Logger | undefined): Promise<void> {
    const { url, algorithms, clock } = this.#options
    try {
      const jwks = await fetchKeySet(url, clock)
      const imported = await Promise.all(jwks.map((jwk) => importVerificationKey(jwk, algorithms)))
      const keys = imported.flatMap((one) => ('key' in one ? [one.key] : []))
      // A set without a key for us is a mistake of its server: the last good one does.
      if (keys.length === 0) throw new Error(`none of its keys is for ${algorithms.join(' or ')}`)
      this.#last = { keys, fetchedAt: clock.monotonic() }
    } catch (error) {
      log?.warn('the keys of the issuer could not be fetched', { url, reason: String(error) })
    }
  }
}

function unavailable(): HttpError {
  return new HttpError(503, {
    code: 'token-keys-unavailable',
    title: 'Tokens cannot be verified now',
    detail: 'The keys of their issuer cannot be fetched.',
    headers: { 'retry-after': String(restWithoutKeys / second) },
  })
}

/** What is wrong with an address that keys are to be fetched from, to go after "the address"; `undefined` if nothing is. */
export function keySetUrlFault(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) return 'is no URL'
  if (parsed.username !== '' || parsed.password !== '') return 'holds credentials'
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname)
  return parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLocal)
    ? undefined
    : 'is not https, so anybody on the way could put in a key'
}
