const hidden = '[redacted]'

/**
 * A value that does not show itself: `[redacted]` in JSON, logs, texts, errors and `console.log`.
 *
 *     const key = secret('hunter2')
 *     `${key}`            // '[redacted]'
 *     key.reveal()        // 'hunter2'
 */
export class Secret<out Value = string> {
  readonly #value: Value

  constructor(value: Value) {
    this.#value = value
  }

  /** The value itself; call it where it is used, and nowhere else. */
  reveal(): Value {
    return this.#value
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [Symbol.toPrimitive](): string {
    return hidden
  }
}

// What `console.log` and `util.inspect` of Node.js, Bun and Deno show.
Object.defineProperty(Secret.prototype, Symbol.for('nodejs.util.inspect.custom'), { value: () => hidden })

/**
 * Hides a value; in a schema it is the last step of a pipe.
 *
 *     z.string().min(32).transform(secret)          // zod
 *     v.pipe(v.string(), v.transform(secret))       // valibot
 *     type('string >= 32').pipe(secret)             // arktype
 */
export function secret<Value>(value: Value): Secret<Value> {
  return new Secret(value)
}
