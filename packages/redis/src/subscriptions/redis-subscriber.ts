import type { Redis } from 'ioredis'
import type { RedisListener, RedisSubscription } from './redis-listener.ts'

/** How often the connection is asked for a sign of life, in milliseconds: a cable that was cut says nothing. */
const heartbeat = 2_000

/** The listeners of one channel. */
interface Channel {
  readonly listeners: Set<RedisListener>
  /** Whether Redis has confirmed the subscription on the present connection. */
  isJoined: boolean
}

/** The connection on which a process hears the others, for Redis lets one that listens do nothing else. */
export class RedisSubscriber {
  readonly #client: Redis
  readonly #channels = new Map<string, Channel>()
  readonly #timer: NodeJS.Timeout
  #connecting: Promise<void> | undefined = undefined
  #isOver = false

  constructor(client: Redis) {
    this.#client = client
    // What fails shows in `lost`; without a listener ioredis writes to the console.
    client.on('error', () => undefined)
    client.on('message', (name: string, text: string) => {
      for (const listener of this.#channels.get(name)?.listeners ?? []) listener.message(text)
    })
    client.on('ready', () => void this.#joinAll())
    client.on('close', () => this.#lose())
    this.#timer = setInterval(() => void this.#beat(), heartbeat).unref()
  }

  /** Subscribes, if that is possible now; it goes on trying by itself. */
  async subscribe(name: string, listener: RedisListener): Promise<RedisSubscription> {
    const channel = this.#channelOf(name)
    const wasJoined = channel.isJoined
    channel.listeners.add(listener)
    if (wasJoined) listener.joined?.()
    this.#connecting ??= this.#client.connect().catch(() => undefined)
    await this.#connecting
    await this.#join(name, channel)
    return {
      get isListening() {
        return channel.isJoined && channel.listeners.has(listener)
      },
      close: () => this.#leave(name, channel, listener),
    }
  }

  close(): void {
    this.#isOver = true
    clearInterval(this.#timer)
    for (const channel of this.#channels.values()) channel.isJoined = false
    this.#client.disconnect()
  }

  #channelOf(name: string): Channel {
    const known = this.#channels.get(name)
    if (known !== undefined) return known
    const channel = { listeners: new Set<RedisListener>(), isJoined: false }
    this.#channels.set(name, channel)
    return channel
  }

  async #joinAll(): Promise<void> {
    await Promise.all([...this.#channels].map(([name, channel]) => this.#join(name, channel)))
  }

  async #join(name: string, channel: Channel): Promise<void> {
    if (channel.isJoined || this.#client.status !== 'ready') return
    try {
      await this.#client.subscribe(name)
    } catch {
      // It is tried again with the next connection.
      if (this.#client.status === 'ready') this.#client.disconnect(true)
      return
    }
    // Somebody else has waited for the same, or all of them have left.
    if (channel.isJoined || channel.listeners.size === 0 || this.#client.status !== 'ready') return
    channel.isJoined = true
    for (const listener of channel.listeners) listener.joined?.()
  }

  #leave(name: string, channel: Channel, listener: RedisListener): void {
    channel.listeners.delete(listener)
    if (channel.listeners.size > 0 || this.#channels.get(name) !== channel) return
    this.#channels.delete(name)
    channel.isJoined = false
    this.#client.unsubscribe(name).catch(() => undefined)
  }

  async #beat(): Promise<void> {
    if (this.#client.status !== 'ready') return
    try {
      await this.#client.ping()
    } catch {
      this.#lose()
      this.#client.disconnect(true)
    }
  }

  #lose(): void {
    for (const channel of this.#channels.values()) {
      if (!channel.isJoined || this.#isOver) continue
      channel.isJoined = false
      for (const listener of channel.listeners) listener.lost?.()
    }
  }
}
