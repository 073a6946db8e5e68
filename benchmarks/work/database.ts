import type { StoredUser } from './application.ts'

/** The first layer of W4. */
export interface Settings {
  readonly databaseUrl: string
}

/** Reads the settings; servers do it once. */
export function loadSettings(): Settings {
  return { databaseUrl: process.env['DATABASE_URL'] ?? 'memory://benchmark' }
}

/** The token that W4 sends. */
export const knownToken = '2f1c7f0a5d3b4e6f8a9b0c1d2e3f4a5b'

const usersByToken = new Map<string, StoredUser>([
  [
    knownToken,
    { id: 7, email: 'ada@example.org', password: 'hashed:x', name: 'Ada Lovelace', age: 36, tags: ['admin'] },
  ],
])

/** How many sessions this process has opened, and how many of them are open now: what `GET /sessions` answers. */
export const sessionCounts = { opened: 0, open: 0 }

/**
 * A database session, the second layer of W4. It is asynchronous, as every driver is, though it waits for
 * nothing: the benchmark times frameworks, not databases.
 */
export class Session {
  readonly databaseUrl: string

  private constructor(databaseUrl: string) {
    this.databaseUrl = databaseUrl
  }

  /** Takes a session; whoever opens one closes it, also after an error. */
  static async open(settings: Settings): Promise<Session> {
    sessionCounts.opened++
    sessionCounts.open++
    return new Session(settings.databaseUrl)
  }

  /** Finds the user of an access token. */
  async userByToken(token: string): Promise<StoredUser | undefined> {
    return usersByToken.get(token)
  }

  /** Gives the session back. */
  async close(): Promise<void> {
    sessionCounts.open--
  }
}
