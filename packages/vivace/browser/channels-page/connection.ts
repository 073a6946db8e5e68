import type { Handshake } from './handshake-form.ts'

/** What becomes of a connection. */
export interface ConnectionEvents {
  opened(protocol: string): void
  got(data: unknown): void
  closed(code: number, reason: string, wasOpen: boolean): void
}

/** One WebSocket of the page. */
export class Connection {
  readonly #socket: WebSocket

  /** Throws `DOMException` for an address that no WebSocket takes. */
  constructor({ url, protocols, cookies }: Handshake, events: ConnectionEvents) {
    const forget = lendCookies(new URL(url), cookies)
    try {
      this.#socket = new WebSocket(url, [...protocols])
    } catch (error) {
      forget()
      throw error
    }
    this.#socket.binaryType = 'arraybuffer'
    let wasOpen = false
    this.#socket.addEventListener('open', () => {
      forget()
      wasOpen = true
      events.opened(this.#socket.protocol)
    })
    this.#socket.addEventListener('message', ({ data }) => events.got(data))
    this.#socket.addEventListener('close', ({ code, reason }) => {
      forget()
      events.closed(code, reason, wasOpen)
    })
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data)
  }

  close(): void {
    this.#socket.close(1000)
  }
}

// A page cannot give a WebSocket cookies, but the browser sends those of the page's host along. They are put at the
// very path of the channel, so that they replace none of the app's own, and taken back after the handshake.
function lendCookies(url: URL, cookies: Handshake['cookies']): () => void {
  if (url.host !== location.host) return () => undefined
  const write = ([name, value]: readonly [string, string], age: number): void => {
    const secure = location.protocol === 'https:' ? '; Secure' : ''
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=${url.pathname}; Max-Age=${age}; SameSite=Strict${secure}`
  }
  for (const cookie of cookies) write(cookie, 60)
  return () => {
    for (const [name] of cookies) write([name, ''], 0)
  }
}
