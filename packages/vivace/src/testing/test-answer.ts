/** The answer to a request of the test client, read whole. */
export class TestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly #bytes: Uint8Array

  constructor(status: number, headers: Headers, bytes: Uint8Array) {
    this.status = status
    this.headers = headers
    this.#bytes = bytes
  }

  bytes(): Uint8Array {
    return this.#bytes
  }

  text(): string {
    return new TextDecoder().decode(this.#bytes)
  }

  /** The body as JSON; the type is the test's word. Throws `SyntaxError` with the body in it if it is none. */
  json<Value = unknown>(): Value {
    const text = this.text()
    try {
      // A test says what it expects and then compares.
      return JSON.parse(text) as Value
    } catch (cause) {
      throw new SyntaxError(`The answer (${this.status}) is not JSON: ${text.slice(0, 200)}`, { cause })
    }
  }
}
