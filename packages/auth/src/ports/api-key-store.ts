/** An API key as it is kept. Times are milliseconds since 1970. */
export interface ApiKeyRecord {
  /** A UUID. */
  readonly id: string
  readonly userId: string
  /** What its owner calls it. */
  readonly name: string
  /** The public part that the key is found by. */
  readonly selector: string
  /** SHA-256 of the secret part, in base64url. */
  readonly verifierHash: string
  readonly scopes: readonly string[]
  readonly createdAt: number
  readonly expiresAt?: number | undefined
  readonly lastUsedAt?: number | undefined
  readonly revokedAt?: number | undefined
}

/** Keeps API keys. */
export interface ApiKeyStore {
  create(key: ApiKeyRecord): Promise<void>
  findBySelector(selector: string): Promise<ApiKeyRecord | undefined>
  /** Those of a user that are not revoked, newest first. */
  list(userId: string): Promise<readonly ApiKeyRecord[]>
  /** Notes that a key was used, never back in time. */
  touch(id: string, now: number): Promise<void>
  /** Answers whether this user had such a key that was not revoked. */
  revoke(userId: string, id: string, now: number): Promise<boolean>
}
