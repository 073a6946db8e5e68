import { type CookieOptions, Signer, type SigningSecrets } from '../http/index.ts'
import { describeAt, type InputOf, type OutputOf, type Schema, validate } from '../schema/index.ts'
import { type CheckValue, compileCheck } from './check-value.ts'
import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { OutgoingResponse } from './response.ts'
import { type BoundSource, INVALID, type Reading, type SourceUse } from './source.ts'
import { isRequired } from './text-source.ts'

/** How a signed cookie is written and read. */
export interface SignedCookieOptions extends CookieOptions {
  /** Its name: part of what is signed. `__Host-session` keeps it to this host and TLS. */
  readonly name: string
  /** The newest first: it signs, and all of them verify. 32 bytes or more each. */
  readonly secrets: SigningSecrets
  /** Whether a cookie that was tampered with is as good as none, or is a 422. `absent` if absent. */
  readonly tampered?: 'absent' | 'refuse'
  readonly description?: string
}

/** A signed cookie: an input, and what sets it. */
export interface SignedCookie<out Value, in Accepted> extends Input<Value, 'request'> {
  /** Signs a value and sets the cookie. Rejects with `TypeError` for a value that the schema refuses. */
  set(response: OutgoingResponse, value: Accepted): Promise<void>
  /** Lets the browser forget the cookie. */
  clear(response: OutgoingResponse): void
}

/**
 * A cookie that holds a value which clients can read but not change: signed with HMAC-SHA-256, together with its
 * name and the moment when it ends.
 *
 *     const session = signedCookie(Session.optional(), { name: '__Host-session', secrets: [current, previous], maxAge: 86_400 })
 *     app.get('/me', { inputs: { session } }, ({ session }) => session?.userId)
 *     app.post('/login', { inputs: { response } }, ({ response }) => session.set(response, { userId: 7 }))
 *
 * `maxAge` is in seconds, and holds on our side as well: a cookie that somebody kept is worth nothing afterwards.
 * It cannot be taken back before that; what has to be belongs into a store. Throws `DefinitionError`
 * SECRET_TOO_WEAK and SCHEMA_NOT_DESCRIBABLE.
 */
export function signedCookie<Accepted extends Schema>(
  schema: Accepted,
  options: SignedCookieOptions,
): SignedCookie<OutputOf<Accepted>, InputOf<Accepted>> {
  const where = `signedCookie '${options.name}'`
  const signer = new Signer({ purpose: `cookie ${options.name}`, secrets: options.secrets, where })
  const { name, secrets: _secrets, tampered: _tampered, description: _description, ...attributes } = options
  return {
    ...defineInput<OutputOf<Accepted>, 'request'>({
      lifetime: 'request',
      source: { phase: 'text', bind: (use) => bindCookie({ schema, options, signer }, use) },
    }),
    async set(response, value) {
      if (value === undefined) return this.clear(response)
      const verdict = await validate(schema, value)
      if (verdict.issues !== undefined)
        throw new TypeError(`${where}: its schema refuses the value: ${verdict.issues[0]?.message ?? ''}`)
      const end = options.maxAge === undefined ? 0 : response.clock.now() + options.maxAge * 1_000
      response.cookie(name, await signer.seal(JSON.stringify([end, value])), attributes)
    },
    clear(response) {
      const { expires: _expires, ...others } = attributes
      response.cookie(name, '', { ...others, maxAge: 0 })
    },
  }
}

interface Declared {
  readonly schema: Schema
  readonly options: SignedCookieOptions
  readonly signer: Signer
}

function bindCookie({ schema, options, signer }: Declared, use: SourceUse): BoundSource {
  const { name, tampered = 'absent', description = 'Signed: only the server can make it.' } = options
  const json = describeAt(`${use.where}, input '${use.name}'`, schema, 'input')
  const { unknownFields } = use
  const check = compileCheck({ schema, json, place: 'cookie', prefix: [name], unknownFields })
  const isRefused = tampered === 'refuse'
  const refuse = (reading: Reading): typeof INVALID => {
    const failure = {
      in: 'cookie',
      path: [name],
      message: 'Not signed by this server',
      code: 'signature',
    } as const
    reading.failures.push(failure)
    return INVALID
  }
  return {
    read(reading) {
      const sealed = reading.cookies().get(name)
      if (sealed === undefined) return check(reading, undefined)
      return signer.open(sealed).then((text) => {
        if (text === undefined && isRefused) return refuse(reading)
        return judged(reading, text, check)
      })
    },
    parameters: [
      { in: 'cookie', name, required: isRequired(schema), schema: { type: 'string' }, description },
    ],
    canFail: true,
  }
}

function judged(reading: Reading, text: string | undefined, check: CheckValue): unknown {
  if (text === undefined) return check(reading, undefined)
  // `set` has written it, for nobody else can sign.
  const [end, value] = JSON.parse(text) as readonly [number, unknown]
  return check(reading, end !== 0 && end <= reading.exchange.clock.now() ? undefined : value)
}
