/** Who hears what is published in a channel. */
export interface RedisListener {
  /** Somebody has published this. */
  message(text: string): void
  /**
   * Everything is heard from now on: when the subscription begins, and each time that it is back. What was published
   * before is lost, so whoever keeps a copy of something reads it anew.
   */
  joined?(): void
  /** Nothing is heard from now on, until `joined`. */
  lost?(): void
}

/** A subscription that has begun. */
export interface RedisSubscription {
  /** Whether messages are heard at present. */
  readonly isListening: boolean
  /** Hears no more. `lost` is not called. */
  close(): void
}
