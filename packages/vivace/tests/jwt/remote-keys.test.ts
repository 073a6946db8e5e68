import { describe, expect, it } from 'vitest'
import { type TokenVerifier, tokenVerifier } from 'vivace/jwt'
import { type FakeClock, fakeClock } from 'vivace/testing'
import { RecordingLogger } from '../fixtures/recording-logger.ts'
import { goodClaims, goodHeader, now } from './good-token.ts'
import { type KeyAnswer, type KeyServer, keyServer } from './key-server.ts'
import { newSigner, type Signer, token } from './signing.ts'

const signer = newSigner('ES256')
const next = newSigner('ES256')
const published = (one: Signer, kid: string): Signer['jwk'] => ({ ...one.jwk, kid, use: 'sig' })
const signed = (by: Signer, kid: string): string =>
  token({ ...goodHeader(by), kid }, { ...goodClaims, exp: now + 90_000 }, by)
const good = signed(signer, 'one')

interface Issuer extends AsyncDisposable {
  readonly server: KeyServer
  readonly verifier: TokenVerifier
  readonly time: FakeClock
  readonly log: RecordingLogger
}

async function issuer(answer: KeyAnswer = [published(signer, 'one')]): Promise<Issuer> {
  const server = await keyServer(answer)
  const time = fakeClock(now * 1_000)
  const verifier = await tokenVerifier({
    issuer: goodClaims.iss,
    audience: goodClaims.aud,
    algorithms: ['ES256'],
    jwks: server.url,
    clock: time,
  })
  return {
    server,
    verifier,
    time,
    log: new RecordingLogger(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

async function verdict({ verifier, log }: Issuer, asked: string = good): Promise<string> {
  try {
    await verifier.verify(asked, log)
    return 'good'
  } catch (error) {
    // What it throws is an HttpError.
    return (error as { code: string }).code
  }
}

describe('keys of an issuer', () => {
  it('are fetched when they are first needed, and once for 500 tokens at a time', async () => {
    await using given = await issuer()
    expect(given.server.asked).toBe(0)
    const verdicts = await Promise.all(Array.from({ length: 500 }, () => verdict(given)))
    expect(new Set(verdicts)).toEqual(new Set(['good']))
    expect(given.server.asked).toBe(1)
  })

  it('are fetched again for a key id that is not known: at once after a rotation', async () => {
    await using given = await issuer()
    expect(await verdict(given)).toBe('good')
    given.server.answer = [published(signer, 'one'), published(next, 'two')]
    await given.time.advance('30s')
    expect(await verdict(given, signed(next, 'two'))).toBe('good')
    expect(await verdict(given)).toBe('good')
    expect(given.server.asked).toBe(2)
  })

  it('are not fetched twice in 30 seconds, whatever 1,000 key ids are invented', async () => {
    await using given = await issuer()
    await verdict(given)
    for (let at = 0; at < 1_000; at++) {
      if (at % 100 === 0) await given.time.advance('1s')
      expect(await verdict(given, signed(next, `invented-${at}`))).toBe('invalid-token')
    }
    expect(given.server.asked).toBe(1)
    await given.time.advance('20s')
    await Promise.all(Array.from({ length: 100 }, (_, at) => verdict(given, signed(next, `late-${at}`))))
    expect(given.server.asked).toBe(2)
  })

  it('that the issuer withdraws are refused after 10 minutes', async () => {
    await using given = await issuer([published(signer, 'one'), published(next, 'two')])
    expect(await verdict(given)).toBe('good')
    given.server.answer = [published(next, 'two')]
    await given.time.advance('10m')
    expect(await verdict(given)).toBe('good')
    await given.time.advance(1)
    expect(await verdict(given)).toBe('invalid-token')
  })

  it('do for an hour while the issuer does not answer, and no longer', async () => {
    await using given = await issuer()
    expect(await verdict(given)).toBe('good')
    given.server.answer = (_request, response) => void response.writeHead(500).end()
    for (let minute = 0; minute < 60; minute++) {
      await given.time.advance('1m')
      expect(await verdict(given)).toBe('good')
    }
    await given.time.advance('1m')
    expect(await verdict(given)).toBe('token-keys-unavailable')
    expect(given.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'the keys of the issuer could not be fetched' }),
    )
    given.server.answer = [published(signer, 'one')]
    await given.time.advance('5s')
    expect(await verdict(given)).toBe('good')
  })

  const json = { 'content-type': 'application/json' }
  const mistakes: Readonly<Record<string, KeyAnswer>> = {
    'an error': (_request, response) => void response.writeHead(503, json).end('{"keys":[]}'),
    'a redirect': (_request, response) =>
      void response.writeHead(302, { location: 'http://127.0.0.1:1/jwks.json' }).end(),
    'a page': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    'no Content-Type': (_request, response) =>
      void response.writeHead(200).end(JSON.stringify({ keys: [published(signer, 'one')] })),
    'what is not JSON': (_request, response) => void response.writeHead(200, json).end('{"keys":['),
    'no list': (_request, response) => void response.writeHead(200, json).end('{"keys":{}}'),
    null: (_request, response) => void response.writeHead(200, json).end('null'),
    'no keys': [],
    'keys that are none': (_request, response) =>
      void response.writeHead(200, json).end('{"keys":[null,1,"x",[],{},{"kty":1}]}'),
    'keys for something else': [{ ...published(signer, 'one'), use: 'enc' }],
    'a secret': [{ kty: 'oct', k: 'A'.repeat(43), kid: 'one', alg: 'HS256' }],
    'a weak key': [newWeakKey()],
    'more than 100 keys': Array.from({ length: 101 }, (_, at) =>
      published(signer, at === 0 ? 'one' : `k${at}`),
    ),
    'more than 256 KiB': [published(signer, 'one'), { kty: 'EC', pad: 'x'.repeat(300_000) }],
    'a broken connection': (request) => void request.socket.destroy(),
    'bytes that are no UTF-8': (_request, response) =>
      void response.writeHead(200, json).end(Buffer.from([0x7b, 0xff, 0x7d])),
  }

  it.each(Object.entries(mistakes))('that cannot be had let nobody in: %s', async (_name, answer) => {
    await using given = await issuer(answer)
    expect(await verdict(given)).toBe('token-keys-unavailable')
    expect(await verdict(given)).toBe('token-keys-unavailable')
    expect(given.server.asked).toBe(1)
    expect(given.log.lines).toHaveLength(1)
  })

  it.each(Object.entries(mistakes))('that were good stay so beside: %s', async (_name, answer) => {
    await using given = await issuer()
    await verdict(given)
    given.server.answer = answer
    await given.time.advance('11m')
    expect(await verdict(given)).toBe('good')
    expect(given.server.asked).toBe(2)
  })

  it('that do not come in 5 seconds are not waited for', async () => {
    await using given = await issuer(() => undefined)
    const waiting = verdict(given)
    while (given.server.asked === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await given.time.advance('5s')
    expect(await waiting).toBe('token-keys-unavailable')
  })

  it('that are weak or broken are passed over beside good ones', async () => {
    const broken = { ...published(next, 'broken'), x: 'AAAA' }
    await using given = await issuer([newWeakKey(), broken, published(signer, 'one')])
    expect(await verdict(given)).toBe('good')
    expect(await verdict(given, signed(next, 'broken'))).toBe('invalid-token')
  })

  it('of which two have one id are used for nothing', async () => {
    await using given = await issuer([published(signer, 'one'), published(next, 'one')])
    expect(await verdict(given)).toBe('invalid-token')
  })
})

function newWeakKey(): Signer['jwk'] {
  return {
    kty: 'RSA',
    alg: 'RS256',
    kid: 'weak',
    e: 'AQAB',
    n: Buffer.alloc(128, 0xc1).toString('base64url'),
  }
}
