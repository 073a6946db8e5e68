import type { Client, IncomingRequest, OutgoingResponse } from 'vivace'
import type { AuthServices } from '../accounts/index.ts'
import type { SecurityLog } from '../events/index.ts'
import type { Account } from '../ports/index.ts'
import { answerTokens, type TokenAnswer, type TokenDelivery } from './token-answer.ts'
import { setDeviceCookie } from './session-cookies.ts'

/** A login that has succeeded. */
export interface Beginning<User> {
  readonly services: AuthServices<User>
  readonly security: SecurityLog
  readonly account: Account<User>
  readonly request: IncomingRequest
  readonly client: Client
  readonly response: OutgoingResponse
  readonly delivery: TokenDelivery
  /** The device cookie of the request. */
  readonly device: string | undefined
  readonly scopes?: readonly string[] | undefined
  readonly clientId?: string | undefined
}

/** A User-Agent says no more than this that anybody reads. */
const longestDevice = 200

/** What a session's owner knows it by. */
export function originOf(
  request: IncomingRequest,
  client: Client,
): { readonly device: string | undefined; readonly ip: string | undefined } {
  return { device: request.header('user-agent')?.slice(0, longestDevice), ip: client.address }
}

/**
 * Begins a session and answers its tokens; a browser gets them with cookies. Where those cannot be set, because the
 * request came without TLS, no session is left: it throws `TypeError`.
 */
export async function beginSession<User>(beginning: Beginning<User>): Promise<TokenAnswer> {
  const { services, security, account, request, client, response, delivery } = beginning
  const { scopes, clientId } = beginning
  const begun = await services.sessions.begin({
    account,
    ...originOf(request, client),
    scopes,
    ...(clientId === undefined ? {} : { clientId }),
  })
  try {
    if (delivery === 'cookie') {
      const known = services.device.with(beginning.device, account.login, services.clock.now())
      setDeviceCookie(response, known)
    }
    const answer = await answerTokens({ services, account, begun, delivery, response })
    security.record('login-succeeded', {
      login: account.login,
      userId: account.id,
      sessionId: begun.session.id,
    })
    return answer
  } catch (error) {
    await services.sessions.end(account.id, begun.session.id)
    throw error
  }
}
