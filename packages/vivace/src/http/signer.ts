import { DefinitionError } from '../errors/index.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'

/** A text that only we know: as it is, or hidden by `secret()` of `vivace/settings`. */
export type SigningSecret = string | { reveal(): string }

/** The newest secret first: it signs, and all of them verify. A function is asked at first use. */
export type SigningSecrets = readonly SigningSecret[] | (() => readonly SigningSecret[])

const encoder = new TextEncoder()

/**
 * Signs texts and knows them again (HMAC-SHA-256, RFC 2104). What is signed for one purpose is worth nothing for
 * another: the purpose is part of what is signed.
 *
 *     const signer = new Signer({ purpose: 'cookie session', secrets: [current, previous], where: 'signedCookie()' })
 *     await signer.open(await signer.seal('7'))    // '7'
 */
export class Signer {
  readonly #purpose: string
  readonly #secrets: SigningSecrets
  readonly #where: string
  #keys: Promise<readonly CryptoKey[]> | undefined = undefined

  /** Throws `DefinitionError` SECRET_TOO_WEAK, unless the secrets are given by a function: then the first use does. */
  constructor(options: {
    readonly purpose: string
    readonly secrets: SigningSecrets
    readonly where: string
  }) {
    this.#purpose = options.purpose
    this.#secrets = options.secrets
    this.#where = options.where
    if (typeof options.secrets !== 'function') textsOf(options.secrets, options.where)
  }

  /** The text together with its signature, in characters that cookies and URLs can have. */
  async seal(text: string): Promise<string> {
    const [key] = await this.#imported()
    // `textsOf` has seen that there is one.
    const signature = await crypto.subtle.sign('HMAC', key as CryptoKey, this.#signed(text))
    return `${toBase64Url(encoder.encode(text))}.${toBase64Url(new Uint8Array(signature))}`
  }

  /** The text that was sealed; `undefined` for whatever we have not sealed for this purpose. */
  async open(sealed: string): Promise<string | undefined> {
    const [payload = '', signature = '', ...others] = sealed.split('.')
    const bytes = fromBase64Url(payload)
    const given = fromBase64Url(signature)
    if (bytes === undefined || given === undefined || others.length > 0) return undefined
    const text = new TextDecoder().decode(bytes)
    const signed = this.#signed(text)
    for (const key of await this.#imported()) {
      // In constant time (Web Cryptography, section 31.6.2).
      if (await crypto.subtle.verify('HMAC', key, given, signed)) return text
    }
    return undefined
  }

  #signed(text: string): Uint8Array<ArrayBuffer> {
    return encoder.encode(`${this.#purpose}\0${text}`)
  }

  #imported(): Promise<readonly CryptoKey[]> {
    return (this.#keys ??= this.#import())
  }

  async #import(): Promise<readonly CryptoKey[]> {
    const given = typeof this.#secrets === 'function' ? this.#secrets() : this.#secrets
    const hmac = { name: 'HMAC', hash: 'SHA-256' }
    return Promise.all(
      textsOf(given, this.#where).map((text) =>
        crypto.subtle.importKey('raw', encoder.encode(text), hmac, false, ['sign', 'verify']),
      ),
    )
  }
}

/** A key as long as what SHA-256 makes of it (RFC 2104, section 3). */
const fewestBytes = 32

function textsOf(secrets: readonly SigningSecret[], where: string): readonly string[] {
  const texts = secrets.map((secret) => (typeof secret === 'string' ? secret : secret.reveal()))
  const isWeak = (text: string): boolean =>
    encoder.encode(text).length < fewestBytes || new Set(text).size < fewestCharacters
  if (texts.length > 0 && !texts.some(isWeak)) return texts
  throw new DefinitionError({
    code: 'SECRET_TOO_WEAK',
    where,
    cause:
      texts.length === 0
        ? 'it has no secret to sign with'
        : `one of its secrets is found by trying: it has less than ${fewestBytes} bytes, or repeats itself`,
    remedy: 'make one with "openssl rand -base64 32", keep it in the environment and read it with settings()',
  })
}

/** Of 32 random bytes, however they are written, nearly every time there are more than twelve different characters. */
const fewestCharacters = 8
