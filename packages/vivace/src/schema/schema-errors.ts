const remedyOfAll = 'use a schema of what is sent: text, numbers, booleans, arrays and objects'

/**
 * A schema that JSON Schema cannot express, such as one of a `Map`.
 *
 *     if (error instanceof SchemaNotDescribable) console.error(error.reason, error.remedy)
 */
export class SchemaNotDescribable extends Error {
  override readonly name = 'SchemaNotDescribable'
  /** The cause, without a full stop; also the message. */
  readonly reason: string
  /** What to do, without a full stop. */
  readonly remedy: string

  constructor(reason: string, remedy: string = remedyOfAll, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
    this.remedy = remedy
  }
}

/**
 * A value that is no schema, or one whose library does not describe it.
 *
 *     if (error instanceof SchemaNotStandard) console.error(error.reason, error.remedy)
 */
export class SchemaNotStandard extends Error {
  override readonly name = 'SchemaNotStandard'
  /** The cause, without a full stop; also the message. */
  readonly reason: string
  /** What to do, without a full stop. */
  readonly remedy: string

  constructor(reason: string, remedy: string) {
    super(reason)
    this.reason = reason
    this.remedy = remedy
  }
}

/**
 * A type that text cannot carry, such as an object in a query.
 *
 *     if (error instanceof TextNotDecodable) console.error(error.reason, error.remedy)
 */
export class TextNotDecodable extends Error {
  override readonly name = 'TextNotDecodable'
  /** The cause, without a full stop; also the message. */
  readonly reason: string
  /** What to do, without a full stop. */
  readonly remedy: string

  constructor(reason: string, remedy: string) {
    super(reason)
    this.reason = reason
    this.remedy = remedy
  }
}
