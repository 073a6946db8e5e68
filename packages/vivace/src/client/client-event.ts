/** A server-sent event as a client gets it. */
export interface ClientEvent<out Data> {
  /** `message` where the server gives none. */
  readonly event: string
  /** The last id that the server has given; empty if none. */
  readonly id: string
  readonly data: Data
}
