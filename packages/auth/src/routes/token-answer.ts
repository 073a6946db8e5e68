import type { OutgoingResponse, Schema } from 'vivace'
import type { AuthServices } from '../accounts/index.ts'
import type { Account } from '../ports/index.ts'
import type { BegunSession } from '../sessions/index.ts'
import { answerSchema } from './schemas.ts'
import { setRefreshCookie } from './session-cookies.ts'

/** Where a client wants its refresh token: programs that keep secrets themselves ask for the body. */
export type TokenDelivery = 'cookie' | 'body' | 'none'

/** What a login answers (RFC 6749, section 5.1). */
export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'Bearer'
  /** In seconds. */
  readonly expires_in: number
  /** The scopes that were granted, with blanks between them. */
  readonly scope: string
  /** For those alone that asked for it in the body. */
  readonly refresh_token?: string
}

/** The schema of what a login answers. */
export const tokenAnswer: Schema<TokenAnswer> = answerSchema<TokenAnswer>(
  {
    access_token: { type: 'string', description: 'For the Authorization header.' },
    token_type: { type: 'string', enum: ['Bearer'] },
    expires_in: { type: 'integer', description: 'How long it is good, in seconds.' },
    scope: { type: 'string', description: 'The scopes that were granted, with blanks between them.' },
    refresh_token: { type: 'string', description: 'For those who asked for it in the body.' },
  },
  ['access_token', 'token_type', 'expires_in', 'scope'],
)

/** What an answer with tokens is made of. */
export interface TokenAnswerParts<User> {
  readonly services: AuthServices<User>
  readonly account: Account<User>
  readonly begun: BegunSession
  readonly delivery: TokenDelivery
  readonly response: OutgoingResponse
}

/** The tokens of a session, with the refresh token where the client wants it. */
export async function answerTokens<User>(parts: TokenAnswerParts<User>): Promise<TokenAnswer> {
  const { services, account, begun, delivery, response } = parts
  const { session, refreshToken } = begun
  const scopes = grantedTo(account, session.scopes)
  const { token, expiresIn } = await services.tokens.issue({
    userId: account.id,
    sessionId: session.id,
    clientId: session.clientId,
    sessionVersion: session.sessionVersion,
    scopes,
    roles: account.roles,
  })
  if (delivery === 'cookie')
    setRefreshCookie(response, refreshToken, { expiresAt: session.expiresAt, clock: services.clock })
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresIn,
    scope: scopes.join(' '),
    ...(delivery === 'body' ? { refresh_token: refreshToken } : {}),
  }
}

/** The scopes of an account that a session may use: all, if it did not ask for some. */
export function grantedTo(account: Account, asked: readonly string[] | undefined): readonly string[] {
  return asked === undefined ? account.scopes : account.scopes.filter((scope) => asked.includes(scope))
}
