import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from 'vivace'
import type { AuthKeys } from '../keys/index.ts'
import type { Account, SessionOrigin, SessionRecord, SessionStore } from '../ports/index.ts'
import { digest, sameDigest } from '../secrets/index.ts'
import { judgeRefresh, type RefreshJudgement } from './judge-refresh.ts'
import {
  isGenuine,
  type PresentedToken,
  readRefreshToken,
  verifierOf,
  writeRefreshToken,
} from './refresh-token.ts'
import { type BegunSession, type NewSession, sessionOf } from './session.ts'
import type { SessionTimes } from './session-lengths.ts'

/** What families of refresh tokens are made with. */
export interface RefreshFamiliesOptions {
  readonly store: SessionStore
  readonly keys: AuthKeys
  readonly clock: Clock
  readonly times: SessionTimes
}

/** A refresh token that was sent, with the session that it names. */
export interface JudgedToken {
  readonly session: SessionRecord
  readonly judgement: RefreshJudgement
}

/**
 * Derives refresh tokens and rotates them. The store has hashes alone: each token is derived from a key that is not in the
 * store and a seed that is not with the key, so that one who sends a token twice can be given the same successor twice.
 */
export class RefreshFamilies {
  readonly #options: RefreshFamiliesOptions
  /** The newest first: it derives, the others recognise. */
  readonly #keys: readonly Uint8Array[]

  constructor(options: RefreshFamiliesOptions) {
    this.#options = options
    this.#keys = options.keys.derived('refresh tokens')
  }

  /** Keeps a new family, and answers its first token. */
  async begin({ account, clientId = 'web', scopes, device, ip }: NewSession): Promise<BegunSession> {
    const { clock, times, store } = this.#options
    const now = clock.now()
    const place = { id: randomUUID(), generation: 0 }
    const seed = randomBytes(32).toString('base64url')
    const verifier = this.#derive({ ...place, seed })
    const made: SessionRecord = {
      ...place,
      userId: account.id,
      sessionVersion: account.sessionVersion,
      ...{ clientId, scopes, device, ip, seed },
      tokenHash: digest(verifier),
      createdAt: now,
      refreshedAt: now,
      idleUntil: now + times.idle,
      endsAt: now + times.absolute,
    }
    await store.create(made)
    return { session: sessionOf(made), refreshToken: writeRefreshToken(place, verifier) }
  }

  /** What a token that was read is now; `undefined` if there is no such session. */
  async judge(token: PresentedToken): Promise<JudgedToken | undefined> {
    const { store, times, clock } = this.#options
    const session = await store.find(token.id)
    if (session === undefined) return undefined
    const rules = { replayWindow: times.replayWindow, keys: this.#keys, now: clock.now() }
    return { session, judgement: judgeRefresh(session, token, rules) }
  }

  /** The session of a token that was given once, whatever became of it; `undefined` if it never was. */
  async ownerOf(token: string): Promise<SessionRecord | undefined> {
    const presented = readRefreshToken(token)
    const session = presented && (await this.#options.store.find(presented.id))
    if (presented === undefined || session === undefined) return undefined
    // The live one is known by its hash too: its key may have left the ring.
    const isLive =
      presented.generation === session.generation && sameDigest(presented.hash, session.tokenHash)
    return isLive || isGenuine(presented, session.seed, this.#keys) ? session : undefined
  }

  /** Makes the next generation; `undefined` if somebody else did meanwhile. */
  async rotate(session: SessionRecord, origin: SessionOrigin): Promise<BegunSession | undefined> {
    const { store, times, clock } = this.#options
    const { id, seed, generation, tokenHash, endsAt } = session
    const place = { id, generation: generation + 1 }
    const verifier = this.#derive({ ...place, seed })
    const now = clock.now()
    const rotation = {
      device: origin.device ?? session.device,
      ip: origin.ip ?? session.ip,
      tokenHash: digest(verifier),
      previousHash: tokenHash,
      refreshedAt: now,
      idleUntil: Math.min(now + times.idle, endsAt),
    }
    if (!(await store.rotate(id, generation, rotation))) return undefined
    return {
      session: sessionOf({ ...session, ...rotation }),
      refreshToken: writeRefreshToken(place, verifier),
    }
  }

  /** The live token of a session once more; `undefined` if the key that it was derived with is gone. */
  again(session: SessionRecord): BegunSession | undefined {
    // Another process may have derived it with another key, while secrets are being changed.
    const verifier = this.#keys
      .map((key) => verifierOf(key, session))
      .find((one) => sameDigest(digest(one), session.tokenHash))
    if (verifier === undefined) return undefined
    return { session: sessionOf(session), refreshToken: writeRefreshToken(session, verifier) }
  }

  #derive(seed: { readonly id: string; readonly generation: number; readonly seed: string }): Buffer {
    const [key] = this.#keys
    if (key === undefined) throw new Error('The key ring has no secret: it was not judged.')
    return verifierOf(key, seed)
  }
}

/** The account that a session may go on with: neither disabled nor logged out everywhere since it began. */
export function isOpenTo(session: SessionRecord, account: Account | undefined): boolean {
  return account?.sessionVersion === session.sessionVersion && !account.isDisabled
}
