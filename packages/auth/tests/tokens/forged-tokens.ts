import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Jwk } from 'vivace/jwt'

/** One attempt to get in. */
export interface Forgery {
  readonly name: string
  /** The whole Authorization header. */
  readonly authorization: string
}

/** What forgeries are made from: a token that is let in, the key that signs, and the one that is published. */
export interface ForgerTools {
  readonly good: string
  readonly privateKey: KeyObject
  readonly publicJwk: Jwk
  /** The time of the tokens, in seconds. */
  readonly now: number
}

type Part = Readonly<Record<string, unknown>>

const encode = (part: Part | string): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
const decode = (part: string | undefined): Part =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Part // Parts of a token are objects.

/** Forged and bent access tokens, some of them signed with the right key: none is to be let in (RFC 8725). */
export function forgedTokens(tools: ForgerTools): readonly Forgery[] {
  const [head, body, signature = ''] = tools.good.split('.')
  const [header, claims] = [decode(head), decode(body)]
  const signed = (
    changedHeader: Part | string,
    changedClaims: Part | string,
    key = tools.privateKey,
  ): string => {
    const text = `${encode(changedHeader)}.${encode(changedClaims)}`
    return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
  }
  const made = { ...tools, header, claims, signed, signature }
  return [
    ...unsigned(made),
    ...confused(made),
    ...injected(made),
    ...claimed(made),
    ...mistaken(made),
    ...bent(made),
    ...schemes(made),
  ]
}

interface Tools extends ForgerTools {
  readonly header: Part
  readonly claims: Part
  readonly signature: string
  signed(header: Part | string, claims: Part | string, key?: KeyObject): string
}

const bearer = (name: string, token: string): Forgery => ({ name, authorization: `Bearer ${token}` })

function unsigned({ header, claims, signature }: Tools): Forgery[] {
  const algorithms = [
    'none',
    'None',
    'NONE',
    'nOnE',
    'none ',
    ' none',
    'none\0',
    '',
    'null',
    'undefined',
    'HS0',
    'MD5',
  ]
  const others = [null, 0, false, true, [], {}, ['none'], undefined]
  return [...algorithms, ...others].flatMap((alg) =>
    ['', signature, 'AA', 'e30'].map((end) =>
      bearer(
        `alg ${JSON.stringify({ alg })}, signature ${end}`,
        `${encode({ ...header, alg })}.${encode(claims)}.${end}`,
      ),
    ),
  )
}

function confused({ header, claims, publicJwk }: Tools): Forgery[] {
  const key = createPublicKey({ key: { ...publicJwk }, format: 'jwk' })
  const pem = key.export({ type: 'spki', format: 'pem' }).toString()
  const secrets = [
    pem,
    pem.trim(),
    ` ${pem}`,
    `\n${pem}`,
    pem.replaceAll('\n', '\r\n'),
    pem.replaceAll('\n', ''),
  ]
  const raw = [
    key.export({ type: 'spki', format: 'der' }),
    Buffer.from(String(publicJwk['x']), 'base64url'),
    String(publicJwk['x']),
    JSON.stringify(publicJwk),
    '',
    'null',
  ]
  return ['HS256', 'HS384', 'HS512'].flatMap((alg) =>
    [...secrets, ...raw].map((secret, at) => {
      const text = `${encode({ ...header, alg })}.${encode(claims)}`
      const end = createHmac(`sha${alg.slice(2)}`, secret)
        .update(text)
        .digest('base64url')
      return bearer(`${alg} with the public key, form ${at}`, `${text}.${end}`)
    }),
  )
}

function injected({ header, claims, signed }: Tools): Forgery[] {
  const own = generateKeyPairSync('ed25519')
  const jwk = own.publicKey.export({ format: 'jwk' })
  const foreign: Part[] = [
    {},
    { jwk },
    { jwk: { ...jwk, kid: header['kid'] } },
    { jku: 'https://evil.example/jwks.json' },
    { x5u: 'https://evil.example/key.pem' },
    { x5c: ['MIIB'] },
    { kid: 'mine' },
    { kid: undefined },
    { kid: '../../../../dev/null' },
    { kid: "' or 1=1 --" },
    { kid: '' },
    { kid: 0 },
    { kid: ['a'] },
    { kid: {} },
    { kid: '__proto__' },
    { kid: 'x'.repeat(300) },
  ]
  const extensions: Part[] = [
    ...[['exp'], ['b64'], ['x'], [], 'x', null, 0, {}].map((crit) => ({ crit })),
    ...[true, false, 'false', null].map((b64) => ({ b64 })),
    { b64: false, crit: ['b64'] },
    { zip: 'DEF' },
    { enc: 'A256GCM' },
    { jwk },
    { jku: 'https://evil.example/jwks.json' },
  ]
  return [
    ...foreign.map((more) =>
      bearer(`signed by another, ${show(more)}`, signed({ ...header, ...more }, claims, own.privateKey)),
    ),
    ...extensions.map((more) => bearer(`header ${show(more)}`, signed({ ...header, ...more }, claims))),
  ]
}

const notTimes = ['"1767225600"', '"NaN"', 'null', 'true', '[]', '{}', '-1', '-1e400', '1e400', '""']
const notTexts = ['null', '1', '""', '{}', 'true', '[]']

/** Claims that do not hold, signed with the right key. */
function claimed({ header, claims, signed, now }: Tools): Forgery[] {
  const values: Readonly<Record<string, readonly string[]>> = {
    exp: [...notTimes, '0', String(now - 31), String(now - 3_600)],
    iat: [...notTimes, String(now + 31), String(now + 86_400)],
    nbf: [...notTimes, String(now + 31), String(now + 86_400)],
    iss: [
      ...notTexts,
      '"https://evil.example"',
      '"https://id.example/"',
      '"HTTPS://ID.EXAMPLE"',
      '["https://id.example"]',
    ],
    aud: [
      ...notTexts,
      '"https://evil.example"',
      '["https://evil.example"]',
      '[[]]',
      '[1]',
      '{"0":"https://shop.example"}',
    ],
    sub: [...notTexts, '["ana"]'],
    jti: notTexts,
    sid: [...notTexts, '["s"]'],
    client_id: notTexts,
    session_version: [...notTexts.filter((text) => text !== '1'), '"0"', '1.5', '1e400', '[0]'],
    scope: ['null', '1', '{}', 'true', '[]', '["admin"]'],
    roles: ['null', '1', '""', '"admin"', '{}', 'true', '[1]', '[null]', '[""]', '[["admin"]]'],
  }
  return Object.entries(values).flatMap(([name, texts]) => {
    const { [name]: _left, ...others } = claims
    const missing = name === 'nbf' ? [] : [bearer(`${name} is missing`, signed(header, others))]
    const bentClaims = texts.map((text) => {
      const json = JSON.stringify({ ...others, [name]: '@' }).replace('"@"', text)
      return bearer(`${name} is ${text}`, signed(header, json))
    })
    return [...missing, ...bentClaims]
  })
}

/** Tokens of ours that are for something else. */
function mistaken({ header, claims, signed }: Tools): Forgery[] {
  const types = [
    'JWT',
    'rt+jwt',
    'logout+jwt',
    'application/jwt',
    '',
    'at',
    null,
    1,
    ['at+jwt'],
    undefined,
    'at+jwt ',
    'id+jwt',
  ]
  const payloads = ['', 'null', '[]', '"text"', '1', '{', '{}', JSON.stringify([claims]), '\ufeff{}']
  return [
    ...types.map((typ) => bearer(`type ${String(typ)}`, signed({ ...header, typ }, claims))),
    ...payloads.map((payload) => bearer(`payload ${payload.slice(0, 20)}`, signed(header, payload))),
    ...['', 'null', '[]', '{', '1'].map((head) => bearer(`header ${head}`, signed(head, claims))),
  ]
}

/** A good token in other spellings, and texts that are none. */
function bent({ good, claims, signed, header }: Tools): Forgery[] {
  const [head = '', body = '', signature = ''] = good.split('.')
  const flipped = [0, 1, 10, 20, 40, 60, 80].map(
    (at) => signature.slice(0, at) + (signature[at] === 'A' ? 'B' : 'A') + signature.slice(at + 1),
  )
  const texts: readonly string[] = [
    `${head}.${encode({ ...claims, roles: ['admin'] })}.${signature}`,
    `${head}.${encode({ ...claims, sub: 'somebody-else' })}.${signature}`,
    `${encode({ ...header, x: 1 })}.${body}.${signature}`,
    ...flipped.map((one) => `${head}.${body}.${one}`),
    ...['=', '==', '.', '..', '.e30', '\tx', ' x', '%20', '\u00e9'].map((end) => good + end),
    `.${good}`,
    `${head}..${signature}`,
    `..`,
    `...`,
    `${head}.${body}`,
    `${head}.${body}.`,
    `.${body}.${signature}`,
    good.toLowerCase(),
    good.toUpperCase(),
    good.replaceAll('.', ','),
    `${head}=.${body}.${signature}`,
    `${head}.${body}==.${signature}`,
    good.slice(0, -1),
    good.slice(1),
    good.repeat(2),
    `${head}.${body}.${signature.slice(0, 43)}`,
    `${head}.${body}.${signature}${signature}`,
    `${head}.${body}.${'A'.repeat(86)}`,
    signed(header, { ...claims, pad: 'x'.repeat(10_000) }),
    'x'.repeat(8_193),
    '.'.repeat(8_000),
    `${head}.${'A'.repeat(7_000)}.${signature}`,
    'null',
    'undefined',
    '[object Object]',
  ]
  return texts.map((text, at) => bearer(`spelling ${at}: ${text.slice(0, 12)}`, text))
}

function schemes({ good }: Tools): Forgery[] {
  const words = ['Basic', 'Token', 'JWT', 'Bearer:', 'Bearerx', 'xBearer', 'DPoP', 'Digest', 'MAC', '']
  return [
    ...words.map((word) => `${word} ${good}`),
    good,
    `Bearer${good}`,
    'Bearer',
    'Bearer  ',
    `Bearer ${good}, Bearer ${good}`,
  ].map((authorization) => ({ name: `scheme ${authorization.slice(0, 20)}`, authorization }))
}

function show(part: Part): string {
  return JSON.stringify(part).slice(0, 60)
}
