import type {
  SessionEnd,
  SessionRecord,
  SessionRotation,
  SessionsToEnd,
  SessionStore,
} from '../ports/index.ts'

/** Sessions in the memory of this process. */
export function memorySessionStore(): SessionStore {
  return new MemorySessionStore()
}

class MemorySessionStore implements SessionStore {
  readonly #sessions = new Map<string, SessionRecord>()

  async create(session: SessionRecord): Promise<void> {
    this.#sessions.set(session.id, session)
  }

  async find(id: string): Promise<SessionRecord | undefined> {
    return this.#sessions.get(id)
  }

  async rotate(id: string, generation: number, rotation: SessionRotation): Promise<boolean> {
    const session = this.#sessions.get(id)
    if (session?.generation !== generation || session.endedAt !== undefined) return false
    const { device = session.device, ip = session.ip } = rotation
    this.#sessions.set(id, { ...session, ...rotation, device, ip, generation: generation + 1 })
    return true
  }

  async list(userId: string, now: number): Promise<readonly SessionRecord[]> {
    return this.#openOf(userId)
      .filter(({ idleUntil, endsAt }) => Math.min(idleUntil, endsAt) > now)
      .sort((one, other) => other.createdAt - one.createdAt)
  }

  async end({ userId, id, except }: SessionsToEnd, by: SessionEnd, now: number): Promise<readonly string[]> {
    const ending = this.#openOf(userId).filter((one) => (id ?? one.id) === one.id && one.id !== except)
    for (const one of ending) this.#sessions.set(one.id, { ...one, endedAt: now, endedBy: by })
    return ending.map((one) => one.id)
  }

  async removeOver(before: number): Promise<number> {
    const over = [...this.#sessions.values()].filter(({ endedAt, endsAt }) => (endedAt ?? endsAt) < before)
    for (const { id } of over) this.#sessions.delete(id)
    return over.length
  }

  #openOf(userId: string): SessionRecord[] {
    return [...this.#sessions.values()].filter((one) => one.userId === userId && one.endedAt === undefined)
  }
}
