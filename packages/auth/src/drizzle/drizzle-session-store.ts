import { and, desc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type {
  SessionEnd,
  SessionRecord,
  SessionRotation,
  SessionsToEnd,
  SessionStore,
} from '../ports/index.ts'
import type { AuthDatabase } from './auth-database.ts'
import { authTables, type SessionRow } from './auth-tables.ts'
import { dateOf, dateOrNull, isUuid, orNull, orUndefined, timeOf } from './rows.ts'

const { authSessions: sessions } = authTables

/** Sessions in `auth_sessions`. */
export class DrizzleSessionStore implements SessionStore {
  readonly #database: AuthDatabase

  constructor(database: AuthDatabase) {
    this.#database = database
  }

  async create(session: SessionRecord): Promise<void> {
    await this.#database.insert(sessions).values(rowOf(session))
  }

  async find(id: string): Promise<SessionRecord | undefined> {
    if (!isUuid(id)) return undefined
    const [row] = await this.#database.select().from(sessions).where(eq(sessions.id, id))
    return row && recordOf(row)
  }

  async rotate(id: string, generation: number, rotation: SessionRotation): Promise<boolean> {
    const { device, ip, tokenHash, previousHash, refreshedAt, idleUntil } = rotation
    const rotated = await this.#database
      .update(sessions)
      .set({
        generation: generation + 1,
        tokenHash,
        previousHash: orNull(previousHash),
        refreshedAt: dateOf(refreshedAt),
        idleUntil: dateOf(idleUntil),
        ...(device === undefined ? {} : { device }),
        ...(ip === undefined ? {} : { ip }),
      })
      // The comparison is what makes it one: PostgreSQL looks again at a row that another transaction has changed.
      .where(and(eq(sessions.id, id), eq(sessions.generation, generation), isNull(sessions.endedAt)))
      .returning({ id: sessions.id })
    return rotated.length === 1
  }

  async list(userId: string, now: number): Promise<readonly SessionRecord[]> {
    const isOpen = [
      isNull(sessions.endedAt),
      gt(sessions.idleUntil, dateOf(now)),
      gt(sessions.endsAt, dateOf(now)),
    ]
    const rows = await this.#database
      .select()
      .from(sessions)
      .where(and(eq(sessions.userId, userId), ...isOpen))
      .orderBy(desc(sessions.createdAt), desc(sessions.id))
    return rows.map(recordOf)
  }

  async end({ userId, id, except }: SessionsToEnd, by: SessionEnd, now: number): Promise<readonly string[]> {
    if (id !== undefined && !isUuid(id)) return []
    const which = [
      ...(id === undefined ? [] : [eq(sessions.id, id)]),
      ...(except === undefined || !isUuid(except) ? [] : [ne(sessions.id, except)]),
    ]
    const ended = await this.#database
      .update(sessions)
      .set({ endedAt: dateOf(now), endedBy: by })
      .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), ...which))
      .returning({ id: sessions.id })
    return ended.map((one) => one.id)
  }

  async removeOver(before: number): Promise<number> {
    const removed = await this.#database
      .delete(sessions)
      .where(or(lt(sessions.endedAt, dateOf(before)), lt(sessions.endsAt, dateOf(before))))
      .returning({ one: sql`1` })
    return removed.length
  }
}

function rowOf(session: SessionRecord): SessionRow {
  return {
    ...session,
    scopes: session.scopes === undefined ? null : [...session.scopes],
    device: orNull(session.device),
    ip: orNull(session.ip),
    previousHash: orNull(session.previousHash),
    createdAt: dateOf(session.createdAt),
    refreshedAt: dateOf(session.refreshedAt),
    idleUntil: dateOf(session.idleUntil),
    endsAt: dateOf(session.endsAt),
    endedAt: dateOrNull(session.endedAt),
    endedBy: orNull(session.endedBy),
  }
}

function recordOf(row: SessionRow): SessionRecord {
  return {
    ...row,
    scopes: orUndefined(row.scopes),
    device: orUndefined(row.device),
    ip: orUndefined(row.ip),
    previousHash: orUndefined(row.previousHash),
    createdAt: row.createdAt.getTime(),
    refreshedAt: row.refreshedAt.getTime(),
    idleUntil: row.idleUntil.getTime(),
    endsAt: row.endsAt.getTime(),
    endedAt: timeOf(row.endedAt),
    // Written by `end()` alone.
    endedBy: orUndefined(row.endedBy) as SessionEnd | undefined,
  }
}
