import { HttpError, path, route, type Route, type Schema } from 'vivace'
import type { Session } from '../sessions/index.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { answerSchema, listSchema, textSchema } from './schemas.ts'

/** A session as its owner sees it. Times are ISO 8601. */
interface SessionView {
  readonly id: string
  readonly device?: string
  readonly ip?: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean
}

const time = { type: 'string', format: 'date-time' }

const sessionView: Schema<SessionView> = answerSchema<SessionView>(
  {
    id: { type: 'string' },
    device: { type: 'string', description: 'The User-Agent that it was last renewed by.' },
    ip: { type: 'string' },
    createdAt: time,
    lastSeenAt: time,
    expiresAt: time,
    isCurrent: { type: 'boolean', description: 'Whether it is the one that asks.' },
  },
  ['id', 'createdAt', 'lastSeenAt', 'expiresAt', 'isCurrent'],
)

/** `GET /sessions`: where the user is logged in. */
export function sessionsRoute<User>({ caller, services }: RouteParts<User>): Route {
  return route.get(
    '/sessions',
    {
      operationId: 'sessions',
      summary: 'List your sessions',
      tags,
      inputs: { caller, services },
      returns: listSchema(sessionView),
    },
    async ({ caller, services }) => {
      const sessions = await services.sessions.list(caller.account.id)
      return sessions.map((session) => view(session, caller.session?.id))
    },
  )
}

/** `DELETE /sessions/{sessionId}`: ends one session of the user. */
export function endSessionRoute<User>({ caller, services, security }: RouteParts<User>): Route {
  return route.delete(
    '/sessions/{sessionId}',
    {
      operationId: 'endSession',
      summary: 'End a session',
      tags,
      inputs: { sessionId: path(textSchema({ maxLength: 64 })), caller, services, security },
      returns: null,
    },
    async ({ sessionId, caller, services, security }) => {
      const userId = caller.account.id
      if (!(await services.sessions.end(userId, sessionId)))
        throw new HttpError(404, { detail: 'There is no such session of yours.' })
      security.record('session-ended', { userId, sessionId })
    },
  )
}

function view({ id, device, ip, ...times }: Session, current: string | undefined): SessionView {
  return {
    id,
    ...(device === undefined ? {} : { device }),
    ...(ip === undefined ? {} : { ip }),
    createdAt: new Date(times.createdAt).toISOString(),
    lastSeenAt: new Date(times.lastSeenAt).toISOString(),
    expiresAt: new Date(times.expiresAt).toISOString(),
    isCurrent: id === current,
  }
}
