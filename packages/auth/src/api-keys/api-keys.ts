import { randomUUID } from 'node:crypto'
import type { Clock } from 'vivace'
import type { ApiKeyRecord, ApiKeyStore } from '../ports/index.ts'
import { digest, sameDigest } from '../secrets/index.ts'
import { apiKeyText, newApiKey, parseApiKey } from './api-key-text.ts'

/** What an API key is made with. */
export interface NewApiKey {
  readonly userId: string
  /** What its owner calls it. */
  readonly name: string
  readonly scopes: readonly string[]
  /** Milliseconds since 1970; it is good until it is revoked if absent. */
  readonly expiresAt?: number | undefined
}

/** A key just made: the only time that its text is known. */
export interface MadeApiKey {
  readonly record: ApiKeyRecord
  readonly key: string
}

/** What API keys are kept and judged with. */
export interface ApiKeysParts {
  readonly store: ApiKeyStore
  readonly prefix: string
  readonly clock: Clock
}

/** The use of a key is noted once a minute at the most: otherwise every request would write. */
const noteInterval = 60_000

/** Makes, verifies and revokes API keys. */
export class ApiKeys {
  readonly #parts: ApiKeysParts

  constructor(parts: ApiKeysParts) {
    this.#parts = parts
  }

  /** Makes a key; its text is not kept. */
  async create({ userId, name, scopes, expiresAt }: NewApiKey): Promise<MadeApiKey> {
    const { store, prefix, clock } = this.#parts
    const parts = newApiKey()
    const record: ApiKeyRecord = {
      id: randomUUID(),
      userId,
      name,
      selector: parts.selector,
      verifierHash: digest(parts.verifier),
      scopes,
      createdAt: clock.now(),
      expiresAt,
    }
    await store.create(record)
    return { record, key: apiKeyText(prefix, parts) }
  }

  /** The record of a key that is good now; `undefined` for every other text. */
  async verify(text: string): Promise<ApiKeyRecord | undefined> {
    const { store, prefix, clock } = this.#parts
    const parts = parseApiKey(prefix, text)
    if (parts === undefined) return undefined
    const record = await store.findBySelector(parts.selector)
    if (record === undefined || !sameDigest(digest(parts.verifier), record.verifierHash)) return undefined
    const now = clock.now()
    if (record.revokedAt !== undefined || (record.expiresAt ?? Infinity) <= now) return undefined
    if ((record.lastUsedAt ?? 0) + noteInterval <= now) await store.touch(record.id, now)
    return record
  }

  /** Those of a user that are not revoked, newest first. */
  async list(userId: string): Promise<readonly ApiKeyRecord[]> {
    return this.#parts.store.list(userId)
  }

  /** Revokes a key of a user. Answers whether there was such a key. */
  async revoke(userId: string, id: string): Promise<boolean> {
    return this.#parts.store.revoke(userId, id, this.#parts.clock.now())
  }
}
