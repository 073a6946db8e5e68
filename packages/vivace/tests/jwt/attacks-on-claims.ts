import { goodClaims, goodHeader, type Kind, now, show } from './good-token.ts'
import { type Signer, token } from './signing.ts'

/** Extensions that change how the token is to be read, all signed with the right key. */
export function* extended(signer: Signer): ReturnType<Kind> {
  const members: readonly Readonly<Record<string, unknown>>[] = [
    ...[['exp'], ['b64'], ['unknown'], [], 'b64', null, 0, {}, ['alg'], [1]].map((crit) => ({ crit })),
    ...[false, true, 'false', null].map((b64) => ({ b64 })),
    { b64: false, crit: ['b64'] },
    { b64: true, crit: ['b64'] },
    { crit: ['http://openbanking.org.uk/iat'], 'http://openbanking.org.uk/iat': 1 },
    { enc: 'A256GCM' },
    { zip: 'DEF' },
  ]
  for (const member of members)
    yield [`the header has ${show(member)}`, token({ ...goodHeader(signer), ...member }, goodClaims, signer)]
  const raw = `${Buffer.from(JSON.stringify({ ...goodHeader(signer), b64: false, crit: ['b64'] })).toString('base64url')}`
  const payload = JSON.stringify(goodClaims).replaceAll('.', '')
  yield [
    'a payload that is not encoded',
    `${raw}.${payload}.${signer.sign(`${raw}.${payload}`).toString('base64url')}`,
  ]
}

const replaced = (name: string, text: string): string =>
  JSON.stringify({ ...goodClaims, [name]: '@' }).replace('"@"', text)

const notTimes = ['"1767230000"', '"NaN"', 'null', 'true', '[]', '{}', '[1767230000]', '-1', '-1e400', '""']

/** Claims that do not hold, signed with the right key. */
export function* claimed(signer: Signer): ReturnType<Kind> {
  const texts: Readonly<Record<string, readonly string[]>> = {
    exp: [...notTimes, '1e400', '0', String(now - 30), String(now - 31), String(now - 61), '"9999-12-31"'],
    iat: [...notTimes, '1e400', String(now + 31), String(now + 3_600), '1e300'],
    nbf: [...notTimes, '1e400', String(now + 31), String(now + 3_600), '1e300'],
    iss: [
      'null',
      '1',
      '""',
      '["https://id.example"]',
      '{}',
      '"https://id.example/"',
      '"https://ID.example"',
      '"https://evil.example"',
      '"https://id.example.evil.example"',
      '" https://id.example"',
      'true',
    ],
    aud: [
      'null',
      '1',
      '""',
      '[]',
      '{}',
      '["https://other.example"]',
      '"https://shop.example/"',
      '"https://shop"',
      '[["https://shop.example"]]',
      '["https://shop.example", 1]',
      '{"0":"https://shop.example"}',
      'true',
      '"https://shop.example https://other.example"',
    ],
    sub: ['null', '""', '1', 'true', '[]', '{}', '["ana"]'],
    jti: ['null', '""', '1', 'true', '[]', '{}'],
  }
  for (const [claim, values] of Object.entries(texts))
    for (const text of values)
      yield [`${claim} is ${text}`, token(goodHeader(signer), replaced(claim, text), signer)]
  for (const claim of ['iss', 'aud', 'exp', 'iat', 'sub', 'jti']) {
    const { [claim as 'iss']: _left, ...rest } = goodClaims // One of them, whichever.
    yield [`there is no ${claim}`, token(goodHeader(signer), rest, signer)]
  }
  for (const payload of [
    'null',
    '[]',
    '"ana"',
    '1',
    '',
    '{',
    '{"sub":"ana"',
    Buffer.from([0xff, 0xfe]),
    `\ufeff${JSON.stringify(goodClaims)}`,
    JSON.stringify([goodClaims]),
    `${JSON.stringify(goodClaims)}x`,
  ])
    yield [`the payload is ${show(payload.toString())}`, token(goodHeader(signer), payload, signer)]
  const twice = JSON.stringify(goodClaims)
    .replace('{', `{"exp":${now + 540},`)
    .replace(/"exp":\d+,"scope"/, '"exp":1,"scope"')
  yield ['a claim is there twice, over the second time', token(goodHeader(signer), twice, signer)]
}

/** Good tokens of another kind: a refresh token, an identity token, a token of nobody knows what. */
export function* mistaken(signer: Signer): ReturnType<Kind> {
  const types = [
    'JWT',
    'jwt',
    'rt+jwt',
    'refresh+jwt',
    'id+jwt',
    'dpop+jwt',
    'logout+jwt',
    'at',
    'at+jwt ',
    'application/JWT',
    '',
    null,
    1,
    ['at+jwt'],
    undefined,
  ]
  for (const typ of types)
    yield [`typ is ${show(typ)}`, token({ ...goodHeader(signer), typ }, goodClaims, signer)]
}
