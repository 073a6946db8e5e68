export type { SessionLengths } from './session-lengths.ts'
export type { BegunSession, NewSession, RefreshedSession, RefusedRefresh, Session } from './session.ts'
export { type Authenticated, Sessions, type SessionsOptions } from './sessions.ts'
