import type { SessionRecord } from '../ports/index.ts'
import { sameDigest } from '../secrets/index.ts'
import { isGenuine, type PresentedToken } from './refresh-token.ts'

/** What a refresh token that was sent is. */
export type RefreshJudgement =
  /** The live one: it makes the next generation. */
  | 'live'
  /** The direct predecessor, a moment after it was used: its answer was lost, or several were sent at once. */
  | 'predecessor'
  /** One that was used before: two have it, and nobody knows which of them is the user. */
  | 'reused'
  | 'expired'
  | 'ended'
  /** None that was ever given. */
  | 'unknown'

/** What a refresh token is judged by. */
export interface RefreshRules {
  /** How long the direct predecessor is answered with the same successor, in milliseconds. */
  readonly replayWindow: number
  /** Keys that refresh tokens are or were derived with. */
  readonly keys: readonly Uint8Array[]
  /** The time, in milliseconds since 1970. */
  readonly now: number
}

/** Judges a refresh token against the session that it names (docs/decisions/0106-refresh-families.md). */
export function judgeRefresh(
  session: SessionRecord,
  token: PresentedToken,
  rules: RefreshRules,
): RefreshJudgement {
  const isLive = token.generation === session.generation && sameDigest(token.hash, session.tokenHash)
  const isPredecessor =
    token.generation === session.generation - 1 && sameDigest(token.hash, session.previousHash)
  // Who guesses selectors, which stand in lists of sessions, must not be able to end them: only a token that was once
  // given counts as used again.
  const isOlder = token.generation < session.generation && isGenuine(token, session.seed, rules.keys)
  if (!isLive && !isPredecessor && !isOlder) return 'unknown'
  if (session.endedAt !== undefined) return 'ended'
  if (Math.min(session.idleUntil, session.endsAt) <= rules.now) return 'expired'
  if (isLive) return 'live'
  return isPredecessor && rules.now - session.refreshedAt < rules.replayWindow ? 'predecessor' : 'reused'
}
