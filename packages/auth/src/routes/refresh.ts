import { client, InvalidToken, request, response, route, type Route } from 'vivace'
import { originOf } from './begin-session.ts'
import { cookieToken, sentToken } from './token-inputs.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { answerTokens, tokenAnswer } from './token-answer.ts'

/** `POST /refresh`: another access token, and the next refresh token where this one came from. */
export function refreshRoute<User>({ services, security, sameSite }: RouteParts<User>): Route {
  return route.post(
    '/refresh',
    {
      operationId: 'refresh',
      summary: 'Renew the session',
      tags,
      public: true,
      dependencies: [sameSite],
      inputs: {
        ...{ sent: sentToken, cookieToken, services, security, request, client, response },
      },
      returns: tokenAnswer,
      errors: [InvalidToken],
    },
    async ({ sent, cookieToken, services, security, request, client, response }) => {
      const token = sent ?? cookieToken ?? ''
      const refreshed = await services.sessions.refresh(token, originOf(request, client))
      if (refreshed.outcome === 'refused') {
        const { reason, session } = refreshed
        const event = reason === 'reused' ? 'refresh-token-reused' : 'refresh-refused'
        security.record(event, { userId: session?.userId, sessionId: session?.id, reason })
        throw new InvalidToken({ cause: `the refresh token is refused: ${reason}` })
      }
      const { account, session } = refreshed
      security.record('session-refreshed', { userId: account.id, sessionId: session.id })
      const delivery = sent === undefined ? 'cookie' : 'body'
      return await answerTokens({ services, account, begun: refreshed, delivery, response })
    },
  )
}
