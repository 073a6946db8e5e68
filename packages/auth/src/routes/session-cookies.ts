import type { Clock, OutgoingResponse } from 'vivace'

// __Host-: browsers keep it only from this very host, over TLS, for all paths, and no neighbour can set it.
// Strict: no request that a page of another site makes has it (RFC 6265bis, sections 4.1.3.2 and 5.6.7).

/** The cookie that a session is renewed with. */
export const refreshCookie = '__Host-refresh'

/** The cookie that says which accounts were logged into from a browser; see `DeviceCookie`. */
export const deviceCookie = '__Host-device'

/** How long a browser is known for an account, in seconds. */
export const deviceLifetime: number = 180 * 86_400

/** Gives a browser the refresh token of its session, until the session ends. */
export function setRefreshCookie(
  response: OutgoingResponse,
  token: string,
  { expiresAt, clock }: { readonly expiresAt: number; readonly clock: Clock },
): void {
  const maxAge = Math.max(1, Math.floor((expiresAt - clock.now()) / 1_000))
  response.cookie(refreshCookie, token, { maxAge, sameSite: 'strict' })
}

/** Lets a browser forget its refresh token. */
export function clearRefreshCookie(response: OutgoingResponse): void {
  response.cookie(refreshCookie, '', { maxAge: 0, sameSite: 'strict' })
}

/** Makes a browser known for an account. */
export function setDeviceCookie(response: OutgoingResponse, value: string): void {
  response.cookie(deviceCookie, value, { maxAge: deviceLifetime, sameSite: 'strict' })
}
