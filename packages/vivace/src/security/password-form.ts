import { defineInput, form, type Input, INVALID, type Reading, type Source } from '../inputs/index.ts'
import { type Schema, schemaFrom } from '../schema/index.ts'
import { decodeBasic } from './basic.ts'
import { credentialsOf } from './security-scheme.ts'

/** What a token route is asked with: a name, a password and what the token is to grant. */
export interface PasswordForm {
  readonly username: string
  readonly password: string
  /** The scopes that are asked for: a list, though they are one text on the wire. */
  readonly scopes: readonly string[]
  /** The program that asks, from the Authorization header or the form; an empty one is none. */
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
}

/** What a password form can be told. */
export interface PasswordFormOptions {
  /** `optional` forgives clients that leave `grant_type` out; whatever is sent must be `password`. */
  readonly grantType?: 'required' | 'optional'
}

/** The form as it is on the wire. */
interface PasswordFields {
  readonly username: string
  readonly password: string
  readonly scope?: string
  readonly client_id?: string
  readonly client_secret?: string
}

/**
 * The request of a token route of OAuth 2 (RFC 6749, section 4.3.2), as the Authorize button of the docs page sends
 * it: a form with `grant_type=password`, `username`, `password`, `scope`. The credentials of the program may be in the
 * form or in an Authorization header of the scheme Basic (section 2.3.1), not in both.
 *
 *     app.post('/token', { inputs: { login: passwordForm() }, returns: Token, errors: [InvalidGrant] }, …)
 *
 * Answers 422 for a form that lacks something; throw `InvalidGrant` for a wrong password.
 */
export function passwordForm(options: PasswordFormOptions = {}): Input<PasswordForm, 'request'> {
  const fields = form.model(fieldsSchema(options.grantType ?? 'required'))['~vivace'].source
  // A model is read, not made: it has a source.
  if (fields === undefined) throw new TypeError('form.model() has no source.')
  return defineInput({ lifetime: 'request', source: passwordSource(fields) })
}

function passwordSource(fields: Source): Source {
  return {
    ...fields,
    bind(use) {
      const bound = fields.bind(use)
      return {
        ...bound,
        read: (reading) => {
          const sent = bound.read(reading)
          // The schema below is not asynchronous, and its values are of its type.
          return sent === INVALID ? INVALID : requestOf(reading, sent as PasswordFields)
        },
      }
    },
  }
}

function requestOf(reading: Reading, sent: PasswordFields): PasswordForm | typeof INVALID {
  const header = decodeBasic(credentialsOf(reading.exchange.header('authorization'), 'basic'))
  if (header !== undefined && header.username !== '' && sent.client_secret !== undefined) {
    const message = 'The program has given its credentials in the Authorization header already'
    reading.failures.push({ in: 'form', path: ['client_secret'], message, code: 'repeated' })
    return INVALID
  }
  return {
    username: sent.username,
    password: sent.password,
    scopes: (sent.scope ?? '').split(' ').filter((scope) => scope !== ''),
    clientId: formDecoded(header?.username) || sent.client_id,
    clientSecret: formDecoded(header?.password) || sent.client_secret,
  }
}

// Both are encoded as in a form before they are put together (RFC 6749, section 2.3.1), which many clients forget:
// what cannot be decoded was not encoded.
function formDecoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function fieldsSchema(grantType: 'required' | 'optional'): Schema<PasswordFields> {
  const names = [...(grantType === 'required' ? ['grant_type'] : []), 'username', 'password']
  return schemaFrom<PasswordFields>({
    jsonSchema: {
      type: 'object',
      properties: {
        grant_type: { type: 'string', enum: ['password'] },
        username: { type: 'string' },
        password: { type: 'string', format: 'password' },
        scope: { type: 'string', description: 'Scopes with blanks between them.' },
        client_id: { type: 'string' },
        client_secret: { type: 'string', format: 'password' },
      },
      required: names,
    },
    validate(value) {
      // Form fields are texts, or not there.
      const fields = value as PasswordFields & Readonly<Record<string, string | undefined>>
      const { grant_type } = fields
      const issues = names
        .filter((name) => fields[name] === undefined)
        .map((name) => ({ message: 'Field required', path: [name] }))
      if (grant_type !== undefined && grant_type !== 'password')
        issues.push({ message: "Expected 'password'", path: ['grant_type'] })
      return issues.length > 0 ? { issues } : { value: fields }
    },
  })
}
