import { type Schema, schemaFrom } from 'vivace'

// Few schemas, and small ones: no reason to make every app install a library of them.

/** What a text must be. */
export interface TextRules {
  readonly maxLength: number
  readonly minLength?: number
  readonly format?: string
  readonly pattern?: RegExp
  readonly description?: string
  /** What is said of a text that the pattern does not fit. */
  readonly message?: string
}

/** A schema of texts. */
export function textSchema(rules: TextRules): Schema<string> {
  return schemaFrom<string>({
    jsonSchema: describeText(rules),
    validate(value) {
      const fault = faultOf(value, rules)
      // What has no fault is a text.
      return fault === undefined ? { value: value as string } : { issues: [{ message: fault }] }
    },
  })
}

/** A schema of lists of texts, of a length that is known. */
export function textList(most: number, rules: TextRules): Schema<readonly string[]> {
  return schemaFrom<readonly string[]>({
    jsonSchema: { type: 'array', items: describeText(rules), maxItems: most },
    validate(value) {
      if (!Array.isArray(value) || value.length > most)
        return { issues: [{ message: `Expected a list of ${most} texts at the most` }] }
      const issues = value.flatMap((one: unknown, at) => {
        const fault = faultOf(one, rules)
        return fault === undefined ? [] : [{ message: fault, path: [at] }]
      })
      return issues.length > 0 ? { issues } : { value: value as readonly string[] } // each was looked at
    },
  })
}

function describeText({ pattern: _pattern, message: _message, ...rules }: TextRules): object {
  return { type: 'string', minLength: 1, ...rules }
}

function faultOf(
  value: unknown,
  { minLength = 1, maxLength, pattern, message }: TextRules,
): string | undefined {
  if (typeof value !== 'string') return 'Expected a text'
  if (value.length < minLength || value.length > maxLength)
    return `Expected ${minLength} to ${maxLength} characters`
  return pattern === undefined || pattern.test(value) ? undefined : (message ?? 'Invalid text')
}

/** A schema of the values that another one takes, and of what is missing. */
export function optional<Value>(schema: Schema<Value>): Schema<Value | undefined> {
  const { jsonSchema } = schema['~standard']
  return schemaFrom<Value | undefined>({
    // What is missing is valid only where a default says what it means.
    jsonSchema: jsonSchema.input({ target: 'draft-2020-12' }),
    validate: (value) => (value === undefined ? { value } : schema['~standard'].validate(value)),
  })
}

/** A schema of answers, which we make ourselves: it describes them and filters their fields. */
export function answerSchema<Value>(properties: object, required: readonly string[]): Schema<Value> {
  return schemaFrom<Value>({
    jsonSchema: { type: 'object', properties, required },
    validate: (value) => ({ value: value as Value }), // made here, and typed where it is made
  })
}

/** A schema of lists of answers. */
export function listSchema<Value>(items: Schema<Value>): Schema<readonly Value[]> {
  return schemaFrom<readonly Value[]>({
    jsonSchema: {
      type: 'array',
      items: items['~standard'].jsonSchema.output({ target: 'draft-2020-12' }),
    },
    validate: (value) => ({ value: value as readonly Value[] }), // as above
  })
}

/**
 * An e-mail address, as far as a form can tell: something, an at sign, a domain (HTML, section 4.10.5.1.5), without
 * blanks or controls. Whether it is somebody's, the mail to it shows.
 */
export const email: Schema<string> = textSchema({
  format: 'email',
  maxLength: 254,
  pattern: /^[^\s@"<>(),:;\\[\]\p{Cc}]+@[^\s@"<>(),:;\\[\]\p{Cc}]+$/u,
  message: 'Expected an e-mail address',
})

/** A password that is to be looked at; what a new one must be, the judge of passwords says. */
export const password: Schema<string> = textSchema({ maxLength: 4_096, format: 'password' })

/** A token of a mail, of ours or of somebody who guesses. */
export const mailToken: Schema<string> = textSchema({ maxLength: 200 })

/** A refresh token, for clients that keep it themselves. */
export const refreshToken: Schema<string> = textSchema({ maxLength: 200 })

/** One of a few texts. */
export function choice<const Text extends string>(texts: readonly Text[]): Schema<Text> {
  return schemaFrom<Text>({
    jsonSchema: { type: 'string', enum: texts },
    validate(value) {
      const found = texts.find((text) => text === value)
      return found === undefined
        ? { issues: [{ message: `Expected one of: ${texts.join(', ')}` }] }
        : { value: found }
    },
  })
}

/** A scope (RFC 6749, section 3.3). */
export const scope: TextRules = {
  maxLength: 100,
  pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  message: 'A scope has neither blanks nor quotes',
}
