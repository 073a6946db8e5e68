export { accountView, type AccountView } from './me.ts'
export { authRoutes, type AuthRoutes } from './auth-routes.ts'
export type { RouteParts, Shown } from './route-parts.ts'
export { deviceLifetime } from './session-cookies.ts'
