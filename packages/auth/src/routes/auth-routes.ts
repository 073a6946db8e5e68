import type { Route } from 'vivace'
import { apiKeysRoute, createApiKeyRoute, revokeApiKeyRoute } from './api-keys.ts'
import { jwksRoute } from './jwks.ts'
import { loginRoute } from './login.ts'
import { logoutEverywhereRoute, logoutRoute } from './logout.ts'
import { meRoute } from './me.ts'
import { changePasswordRoute, forgotPasswordRoute, resetPasswordRoute } from './password.ts'
import { refreshRoute } from './refresh.ts'
import { registerRoute } from './register.ts'
import type { RouteParts } from './route-parts.ts'
import { endSessionRoute, sessionsRoute } from './sessions.ts'
import { tokenRoute } from './token.ts'
import { requestVerificationRoute, verifyEmailRoute } from './verification.ts'

/** The routes of accounts, each by itself: add some of them, and your own instead of the others. */
export interface AuthRoutes {
  /** `POST /register` */
  readonly register: Route
  /** `POST /verify-email` */
  readonly verifyEmail: Route
  /** `POST /request-verification` */
  readonly requestVerification: Route
  /** `POST /login`: JSON */
  readonly login: Route
  /** `POST /token`: a form of OAuth 2 */
  readonly token: Route
  /** `POST /refresh` */
  readonly refresh: Route
  /** `POST /logout` */
  readonly logout: Route
  /** `POST /logout-everywhere` */
  readonly logoutEverywhere: Route
  /** `GET /me` */
  readonly me: Route
  /** `GET /sessions` */
  readonly sessions: Route
  /** `DELETE /sessions/{sessionId}` */
  readonly endSession: Route
  /** `POST /forgot-password` */
  readonly forgotPassword: Route
  /** `POST /reset-password` */
  readonly resetPassword: Route
  /** `POST /change-password` */
  readonly changePassword: Route
  /** `POST /api-keys` */
  readonly createApiKey: Route
  /** `GET /api-keys` */
  readonly apiKeys: Route
  /** `DELETE /api-keys/{keyId}` */
  readonly revokeApiKey: Route
  /** `GET /jwks.json` */
  readonly jwks: Route
}

/** All routes of accounts. */
export function authRoutes<User>(parts: RouteParts<User>): AuthRoutes {
  return {
    register: registerRoute(parts),
    verifyEmail: verifyEmailRoute(parts),
    requestVerification: requestVerificationRoute(parts),
    login: loginRoute(parts),
    token: tokenRoute(parts),
    refresh: refreshRoute(parts),
    logout: logoutRoute(parts),
    logoutEverywhere: logoutEverywhereRoute(parts),
    me: meRoute(parts),
    sessions: sessionsRoute(parts),
    endSession: endSessionRoute(parts),
    forgotPassword: forgotPasswordRoute(parts),
    resetPassword: resetPasswordRoute(parts),
    changePassword: changePasswordRoute(parts),
    createApiKey: createApiKeyRoute(parts),
    apiKeys: apiKeysRoute(parts),
    revokeApiKey: revokeApiKeyRoute(parts),
    jwks: jwksRoute(parts),
  }
}
