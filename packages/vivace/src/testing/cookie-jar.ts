/** The cookies that answers have set, by name: what a test needs of a browser. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  /** Stores Set-Cookie headers; one that is over removes its cookie. */
  store(headers: readonly string[]): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';')
      const equals = pair.indexOf('=')
      // Without a name it is no cookie (RFC 6265bis, section 5.7).
      if (equals < 1) continue
      const name = pair.slice(0, equals).trim()
      if (isOver(attributes)) this.#cookies.delete(name)
      else this.#cookies.set(name, pair.slice(equals + 1).trim())
    }
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  clear(): void {
    this.#cookies.clear()
  }

  /** The Cookie header, further cookies included; `undefined` if there are none. */
  header(further: Readonly<Record<string, string>> = {}): string | undefined {
    const all = new Map([...this.#cookies, ...Object.entries(further)])
    return all.size === 0 ? undefined : [...all].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

function isOver(attributes: readonly string[]): boolean {
  return attributes.some((attribute) => {
    const [name = '', value = ''] = attribute.split('=').map((part) => part.trim())
    if (name.toLowerCase() === 'max-age') return Number(value) <= 0
    return name.toLowerCase() === 'expires' && new Date(value).getTime() <= Date.now()
  })
}
