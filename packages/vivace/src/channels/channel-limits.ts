import { DefinitionError } from '../errors/index.ts'
import { type ByteSize, parseByteSize } from '../http/byte-size.ts'
import { type Duration, parseDuration } from '../http/duration.ts'

/** What a channel puts up with. An app gives defaults for all of its channels: `App({ channels: { … } })`. */
export interface ChannelLimits {
  /**
   * Pages of which origins may connect, besides those of the app's own host: `['https://shop.example']`; `'*'` for
   * all. Browsers send cookies along with every handshake, whoever's page asks for it. Foreign pages get 403.
   */
  readonly origins?: readonly string[] | '*'
  /** How long a message may be (1009). 64 KB. */
  readonly maxMessageSize?: ByteSize
  /** How many messages a client may send each second, on average over a second (1008). 100; 0 for no limit. */
  readonly maxMessageRate?: number
  /** How much may wait for a client that reads slowly (1013). 1 MB. */
  readonly maxSendBuffer?: ByteSize
  /** How many connections are open at a time; more are answered 503. No limit but the server's if absent. */
  readonly maxConnections?: number
  /** How often the other end is asked whether it is there; who has not answered by the next time is cut off. 25 s; `false` for never. */
  readonly pingInterval?: Duration | false
  /** How long a client may send no message (4408). No limit if absent. */
  readonly idleTimeout?: Duration | false
}

/** The limits, checked, with the defaults in place; durations in milliseconds, sizes in bytes, `Infinity` for no limit. */
export interface ChannelSettings {
  /** Hosts and schemes as `Origin` has them; `undefined` for all. */
  readonly origins: ReadonlySet<string> | undefined
  readonly maxMessageSize: number
  readonly maxMessageRate: number
  readonly maxSendBuffer: number
  readonly maxConnections: number
  readonly pingInterval: number
  readonly idleTimeout: number
}

/** Throws `DefinitionError` CHANNEL_OPTION_INVALID, DURATION_INVALID, BYTE_SIZE_INVALID. */
export function channelSettings(where: string, limits: ChannelLimits): ChannelSettings {
  const at = (option: string): string => `${where}, ${option}`
  return {
    origins: originsOf(at('origins'), limits.origins ?? []),
    maxMessageSize: parseByteSize(limits.maxMessageSize ?? '64kb', at('maxMessageSize')),
    maxMessageRate: amount(at('maxMessageRate'), limits.maxMessageRate ?? 100),
    maxSendBuffer: parseByteSize(limits.maxSendBuffer ?? '1mb', at('maxSendBuffer')),
    maxConnections: amount(at('maxConnections'), limits.maxConnections ?? 0),
    pingInterval: time(at('pingInterval'), limits.pingInterval ?? '25s'),
    idleTimeout: time(at('idleTimeout'), limits.idleTimeout ?? false),
  }
}

function originsOf(where: string, origins: readonly string[] | '*'): ReadonlySet<string> | undefined {
  if (origins === '*') return undefined
  for (const origin of origins) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue
    throw new DefinitionError({
      code: 'CHANNEL_OPTION_INVALID',
      where,
      cause: `${JSON.stringify(origin)} is not an origin`,
      remedy: "write scheme, host and perhaps port, as browsers send them: 'https://shop.example'",
    })
  }
  return new Set(origins)
}

function amount(where: string, value: number): number {
  if (value === 0) return Infinity
  if (Number.isFinite(value) && value > 0) return value
  throw new DefinitionError({
    code: 'CHANNEL_OPTION_INVALID',
    where,
    cause: `${value} is not an amount`,
    remedy: 'write a number above 0, or 0 for no limit',
  })
}

const time = (where: string, duration: Duration | false): number =>
  duration === false ? Infinity : parseDuration(duration, where) || Infinity
