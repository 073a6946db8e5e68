import type { Clock } from 'vivace'
import type { AuthKeys } from '../keys/index.ts'
import type {
  Account,
  SessionEnd,
  SessionOrigin,
  SessionRecord,
  SessionsToEnd,
  SessionStore,
  UserStore,
} from '../ports/index.ts'
import type { AccessClaims } from '../tokens/index.ts'
import { isOpenTo, RefreshFamilies } from './refresh-families.ts'
import { readRefreshToken } from './refresh-token.ts'
import {
  type BegunSession,
  type NewSession,
  type RefreshedSession,
  type RefusedRefresh,
  type Session,
  sessionOf,
} from './session.ts'
import { type SessionLengths, sessionTimes } from './session-lengths.ts'
import { SessionStandings } from './session-standing.ts'

/** What sessions are made with. */
export interface SessionsOptions<User> {
  readonly store: SessionStore
  readonly users: UserStore<User>
  readonly keys: AuthKeys
  readonly clock: Clock
  readonly lengths?: SessionLengths | undefined
}

/** Who sent an access token. */
export interface Authenticated<User> {
  readonly account: Account<User>
  readonly session: Session
}

/**
 * Sessions of users: each is a family of refresh tokens of which one is live (docs/decisions/0106-refresh-families.md).
 *
 *     const { session, refreshToken } = await sessions.begin({ account, device: 'Firefox on Linux' })
 */
export class Sessions<User> {
  readonly #options: SessionsOptions<User>
  readonly #families: RefreshFamilies
  readonly #standings: SessionStandings

  /** Throws `DefinitionError` DURATION_INVALID and AUTH_OPTION_INVALID. */
  constructor(options: SessionsOptions<User>) {
    const { store, keys, clock, lengths } = options
    this.#options = options
    this.#families = new RefreshFamilies({ store, keys, clock, times: sessionTimes(lengths) })
    this.#standings = new SessionStandings(store, clock)
  }

  /** Begins a session: a login always makes a new one. */
  begin(session: NewSession): Promise<BegunSession> {
    return this.#families.begin(session)
  }

  /**
   * Renews a session: its refresh token is used up, and there is another one. Sent again within 10 s it is answered with
   * the same one, so that an answer that was lost can be asked for again; later, or a token before it, ends the session.
   */
  async refresh(token: string, origin: SessionOrigin = {}): Promise<RefreshedSession<User> | RefusedRefresh> {
    const presented = readRefreshToken(token)
    if (presented === undefined) return { outcome: 'refused', reason: 'unknown' }
    for (;;) {
      const judged = await this.#families.judge(presented)
      if (judged === undefined) return { outcome: 'refused', reason: 'unknown' }
      const { session, judgement } = judged
      if (judgement === 'reused') return await this.#endReused(session)
      if (judgement !== 'live' && judgement !== 'predecessor') return refused(judgement, session)
      const account = await this.#options.users.findById(session.userId)
      if (account === undefined || !isOpenTo(session, account)) return refused('ended', session)
      if (judgement === 'predecessor') {
        const again = this.#families.again(session)
        return again ? { outcome: 'replayed', account, ...again } : refused('unknown', session)
      }
      const rotated = await this.#families.rotate(session, origin)
      this.#standings.forget([session.id])
      if (rotated !== undefined) return { outcome: 'rotated', account, ...rotated }
      // Somebody else has rotated or ended it meanwhile: the second look cannot find the token live.
    }
  }

  /**
   * Who sent an access token that was verified; `undefined` if its session has ended, its user is disabled or gone, or has
   * logged out everywhere since. What another process ended is refused within a second.
   */
  async authenticate(
    claims: Pick<AccessClaims, 'sid' | 'sub' | 'session_version'>,
  ): Promise<Authenticated<User> | undefined> {
    const [record, account] = await Promise.all([
      this.#standings.find(claims.sid),
      this.#options.users.findById(claims.sub),
    ])
    if (record === undefined || account === undefined || record.userId !== account.id) return undefined
    const session = sessionOf(record)
    const isOver = record.endedAt !== undefined || session.expiresAt <= this.#options.clock.now()
    if (isOver || !isOpenTo(record, account) || claims.session_version !== account.sessionVersion)
      return undefined
    return { account, session }
  }

  /** The sessions of a user that have not ended, newest first. */
  async list(userId: string): Promise<readonly Session[]> {
    const records = await this.#options.store.list(userId, this.#options.clock.now())
    return records.map(sessionOf)
  }

  /** Ends the session that a refresh token is of, used or not; answers it, or `undefined` if there is none to end. */
  async endOf(refreshToken: string): Promise<Session | undefined> {
    const record = await this.#families.ownerOf(refreshToken)
    if (record === undefined) return undefined
    return (await this.end(record.userId, record.id)) ? sessionOf(record) : undefined
  }

  /** Ends one session of a user, and answers whether it had not ended before. */
  async end(userId: string, id: string, by: SessionEnd = 'logout'): Promise<boolean> {
    return (await this.#end({ userId, id }, by)).length > 0
  }

  /**
   * Ends all sessions of a user, and answers how many. Refresh tokens are refused at once, access tokens within a second,
   * by every process that has the same store.
   */
  async endAll(userId: string, by: SessionEnd = 'logout-everywhere'): Promise<number> {
    // First the version: a session that begins meanwhile has the old one and is refused, or the new one and is meant.
    await this.#options.users.raiseSessionVersion(userId)
    return (await this.#end({ userId }, by)).length
  }

  /** Ends all sessions of a user but one, and answers how many. */
  async endOthers(userId: string, except: string, by: SessionEnd = 'logout-everywhere'): Promise<number> {
    return (await this.#end({ userId, except }, by)).length
  }

  async #end(which: SessionsToEnd, by: SessionEnd): Promise<readonly string[]> {
    const ended = await this.#options.store.end(which, by, this.#options.clock.now())
    this.#standings.forget(ended)
    return ended
  }

  async #endReused(session: SessionRecord): Promise<RefusedRefresh> {
    // Of all that find out at once, the one that ends it tells.
    const isFirst = await this.end(session.userId, session.id, 'reused')
    return refused(isFirst ? 'reused' : 'ended', session)
  }
}

function refused(reason: RefusedRefresh['reason'], session: SessionRecord): RefusedRefresh {
  return { outcome: 'refused', reason, session: sessionOf(session) }
}
