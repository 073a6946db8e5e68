/** How the values of a column are sent: what they look like, and what Drizzle is given. */
export interface ValueKind {
  /** A JSON Schema of what is sent, for the documents; the framework reads texts by its type. */
  readonly jsonSchema: object
  /** What is wrong with a value that is of the schema's type; `undefined` if nothing is. */
  readonly fault: (value: string | number | boolean) => string | undefined
  /** What Drizzle takes for it; the value itself if absent. */
  readonly toColumn?: (value: string | number | boolean) => unknown
}

/** Text of at most so many characters. PostgreSQL has no text with a NUL in it. */
export function text(maxLength: number): ValueKind {
  return {
    jsonSchema: { type: 'string', maxLength },
    fault(value) {
      if ([...String(value)].length > maxLength) return `Must have at most ${maxLength} characters`
      return String(value).includes('\0') ? 'Must not contain the character U+0000' : undefined
    },
  }
}

/** One of these texts. */
export function oneOf(values: readonly string[]): ValueKind {
  return {
    jsonSchema: { type: 'string', enum: values },
    fault: (value) => (values.includes(String(value)) ? undefined : `Must be one of ${values.join(', ')}`),
  }
}

/** A whole number within bounds. */
export function integer(minimum: number, maximum: number): ValueKind {
  return {
    jsonSchema: { type: 'integer', minimum, maximum },
    fault: (value) =>
      Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum
        ? undefined
        : `Must be a whole number from ${minimum} to ${maximum}`,
  }
}

/** A number with or without a fraction. */
export function number(most: number = Number.MAX_VALUE): ValueKind {
  const bounds = most === Number.MAX_VALUE ? {} : { minimum: -most, maximum: most }
  return {
    jsonSchema: { type: 'number', ...bounds },
    fault: (value) => (Math.abs(Number(value)) <= most ? undefined : `Must be from ${-most} to ${most}`),
  }
}

/** True or false. */
export const boolean: ValueKind = {
  jsonSchema: { type: 'boolean' },
  fault: (value) => (typeof value === 'boolean' ? undefined : 'Must be true or false'),
}

/** Text of a pattern, sent as it is or turned into what Drizzle takes. */
export function pattern(rule: {
  readonly matches: RegExp
  readonly json: object
  readonly message: string
  readonly holds?: (text: string) => boolean
  readonly toColumn?: (text: string) => unknown
}): ValueKind {
  const { matches, json, message, holds = () => true, toColumn } = rule
  return {
    jsonSchema: { type: 'string', ...json },
    fault: (value) => (matches.test(String(value)) && holds(String(value)) ? undefined : message),
    ...(toColumn === undefined ? {} : { toColumn: (value) => toColumn(String(value)) }),
  }
}
