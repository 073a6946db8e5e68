import { good, goodClaims, goodHeader, type Kind, show } from './good-token.ts'
import { derSignature, type Signer, token } from './signing.ts'

/** Tokens that were changed on the way, or written in another way. */
export function* altered(signer: Signer): ReturnType<Kind> {
  const whole = good(signer)
  const [head = '', body = '', signature = ''] = whole.split('.')
  const forged = Buffer.from(JSON.stringify({ ...goodClaims, sub: 'admin', scope: 'me admin' })).toString(
    'base64url',
  )
  const raw = Buffer.from(signature, 'base64url')
  const signatures: Readonly<Record<string, Buffer>> = {
    'of zeros': Buffer.alloc(raw.length),
    'of ones': Buffer.alloc(raw.length, 0xff),
    'of one byte': Buffer.from([1]),
    'without its last byte': raw.subarray(0, -1),
    'with a zero more': Buffer.concat([raw, Buffer.alloc(1)]),
    'with a zero in front': Buffer.concat([Buffer.alloc(1), raw]),
    twice: Buffer.concat([raw, raw]),
    'in halves that are swapped': Buffer.concat([
      raw.subarray(raw.length / 2),
      raw.subarray(0, raw.length / 2),
    ]),
    'in DER': derSignature(raw),
  }
  for (const [name, bytes] of Object.entries(signatures))
    yield [`a signature ${name}`, `${head}.${body}.${bytes.toString('base64url')}`]
  for (let at = 0; at < 16; at++) {
    const changed = Buffer.from(raw)
    const index = Math.floor((at * raw.length) / 16)
    changed[index] = (changed[index] ?? 0) ^ (1 << (at % 8))
    yield [
      `bit ${at % 8} of byte ${index} of the signature turned`,
      `${head}.${body}.${changed.toString('base64url')}`,
    ]
  }
  const shapes = [
    ...[
      `${head}.${forged}.${signature}`,
      `${head}.${body}.`,
      `${head}.${body}`,
      `${head}..${signature}`,
      `.${body}.${signature}`,
    ],
    ...[
      `${body}.${signature}`,
      head,
      '.',
      '..',
      '...',
      `${whole}.`,
      `.${whole}`,
      `${whole}.${signature}`,
      `${whole}.${body}.${signature}`,
    ],
    ...[
      `${whole}=`,
      `${whole}==`,
      `${head}=.${body}.${signature}`,
      `${head}.${body}==.${signature}`,
      `${whole}%3D`,
      `${whole}\u00a0`,
    ],
    ...[
      `${head}.${body}.${signature}!`,
      `${head}?.${body}.${signature}`,
      `"${whole}"`,
      `'${whole}'`,
      `<${whole}>`,
      `${whole}#`,
      `${whole};`,
    ],
    ...[
      `${head}.${body}.+${signature}`,
      `${head}.${body}./${signature}`,
      `${head}_.${body}.${signature}`,
      whole.toUpperCase(),
      whole.toLowerCase(),
    ],
    ...[
      `${head}.${body}.${signature.slice(0, -1)}${spare(signature)}`,
      [...whole].reverse().join(''),
      'a.b.c',
      'null',
      'undefined',
      '{}',
    ],
    ...[
      JSON.stringify({ protected: head, payload: body, signature }).replaceAll(',', ';'),
      encodeURIComponent(whole) + '%00',
    ],
  ]
  for (const [at, shape] of shapes.entries()) yield [`shape ${at}: ${shape.slice(0, 20)}`, shape]
  for (const header of [
    'null',
    '[]',
    '"x"',
    '1',
    '',
    '{',
    `${JSON.stringify(goodHeader(signer))}x`,
    Buffer.from([0xff]),
  ])
    yield [`the header is ${show(header.toString())}`, token(header, goodClaims, signer)]
}

// The same bytes, with bits set that no byte has room for.
function spare(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(signature.at(-1) ?? 'A')
  return signature.length % 4 === 0 ? '!' : (alphabet[last + 1] ?? '!')
}

/** Good tokens that are larger than any that is in use. */
export function* long(signer: Signer): ReturnType<Kind> {
  for (const size of [8_192, 10_240, 1_048_576])
    yield [
      `a good token of more than ${size} bytes`,
      token(goodHeader(signer), { ...goodClaims, pad: 'x'.repeat(size) }, signer),
    ]
}

/** The right token under another scheme than Bearer, or beside a second one. */
export function* schemes(signer: Signer): Iterable<string> {
  const whole = good(signer)
  const headers = [
    ...[
      'Basic',
      'JWT',
      'Token',
      'Digest',
      'DPoP',
      'MAC',
      'Bearer:',
      'Bearer,',
      'xBearer',
      'Bearer\u00a0x',
    ].map((word) => `${word} ${whole}`),
    ...[
      whole,
      `Bearer${whole}`,
      `Bearer ${whole} ${whole}`,
      `Bearer ${whole}, Bearer ${whole}`,
      `Bearer ${whole},`,
    ],
    ...[
      'Bearer',
      'Bearer ',
      `Basic ${Buffer.from(`ana:${whole}`).toString('base64')}`,
      `Bearer token=${whole}`,
      `Bearer "${whole}"`,
    ],
  ]
  yield* headers
}
