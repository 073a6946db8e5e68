import { describe, expect, it } from 'vitest'
import { MemoryExchange, type MemoryRequest } from '../../tests/fixtures/memory-exchange.ts'
import { Answer, jsonFields } from '../exchange/index.ts'
import { securityHeaderWriter, type SecurityHeaderOptions } from '../exchange/security-headers.ts'
import { securityHeaders } from './security-headers.ts'

function headersOf(
  headers: string[],
  options: SecurityHeaderOptions = {},
  request: MemoryRequest = {},
): string[] {
  const answer = securityHeaders(options)(new MemoryExchange(request), () => new Answer(200, headers, 'body'))
  if (answer instanceof Answer) return answer.headers
  throw new Error('The middleware made a promise of a synchronous answer.')
}

function valueOf(headers: readonly string[], name: string): string | undefined {
  return headers[headers.indexOf(name) + 1]
}

/** The headers, sorted. */
function pairsOf({ fields }: Answer): string[] {
  return fields.flatMap((value, at) => (at % 2 === 1 ? [`${fields[at - 1]}: ${value}`] : [])).sort()
}

const everyAnswer = [
  'x-content-type-options',
  'nosniff',
  'content-security-policy',
  "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy',
  'no-referrer',
  'cross-origin-opener-policy',
  'same-origin',
  'cross-origin-resource-policy',
  'same-origin',
]

const off: SecurityHeaderOptions = {
  xContentTypeOptions: false,
  contentSecurityPolicy: false,
  referrerPolicy: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  strictTransportSecurity: false,
  cacheControl: false,
}

describe('securityHeaders()', () => {
  it('adds what every answer needs', () => {
    expect(headersOf([])).toEqual(everyAnswer)
  })

  it('waits for an answer that takes time', async () => {
    const answer = await securityHeaders()(new MemoryExchange(), async () => new Answer(200, [], null))
    expect(answer.headers).toEqual(everyAnswer)
  })

  it.each<[MemoryRequest['scheme'], SecurityHeaderOptions]>([
    ['http', {}],
    ['https', {}],
    ['http', off],
    ['https', { ...off, strictTransportSecurity: 'max-age=1' }],
    ['http', { cacheControl: 'private' }],
  ])(
    'says the same to JSON that shares its headers with other answers, over %s with %j',
    (scheme, options) => {
      const add = securityHeaderWriter(options)
      const own = new Answer(200, [...jsonFields], '{}')
      const shared = Answer.sharing(200, jsonFields, '{}')
      for (const answer of [own, shared]) add(answer, scheme === 'https')
      expect(shared.fields).toEqual(own.fields)
      shared.append('x-own', '1')
      const next = Answer.sharing(200, jsonFields, '{}')
      add(next, scheme === 'https')
      expect(next.fields).toEqual(own.fields)
    },
  )

  it.each<readonly [string, string]>([
    ['x-id', 'a'],
    ['set-cookie', 'a=b'],
    ['cache-control', 'public'],
    ['content-security-policy', "script-src 'self'"],
    ['strict-transport-security', 'max-age=1'],
    ['content-type', 'application/problem+json'],
  ])('says the same to JSON that shares its headers and has %s: %s of its own', (name, value) => {
    for (const options of [{}, off]) {
      const add = securityHeaderWriter(options)
      const own = new Answer(200, [...jsonFields, name, value], '{}')
      const sharing = Answer.sharing(200, jsonFields, '{}')
      sharing.append(name, value)
      for (const answer of [own, sharing]) add(answer, true)
      expect(pairsOf(sharing)).toEqual(pairsOf(own))
    }
  })

  it('demands TLS from then on, over TLS alone', () => {
    expect(headersOf([], {}, { scheme: 'https' })).toEqual([
      ...everyAnswer,
      'strict-transport-security',
      'max-age=31536000; includeSubDomains',
    ])
  })

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/jsonl',
    'application/problem+json',
    'application/vnd.api+json; version=1',
  ])('forbids to keep an answer of type %s', (type) => {
    expect(headersOf(['content-type', type])).toEqual([
      'content-type',
      type,
      ...everyAnswer,
      'cache-control',
      'no-store',
    ])
  })

  it.each(['text/html', 'text/plain; a=application/json', 'image/svg+xml', 'application/pdf; x=+json'])(
    'leaves it open who keeps an answer of type %s',
    (type) => {
      expect(headersOf(['content-type', type])).not.toContain('cache-control')
    },
  )

  it('forbids to keep an answer that sets a cookie', () => {
    expect(valueOf(headersOf(['content-type', 'text/html', 'set-cookie', 'a=b']), 'cache-control')).toBe(
      'no-store',
    )
  })

  it('never overwrites what an answer has', () => {
    const own = [
      'content-security-policy',
      "script-src 'self'",
      'content-type',
      'application/json',
      'cache-control',
      'public',
    ]
    const headers = headersOf([...own])
    expect(headers.slice(0, own.length)).toEqual(own)
    expect(headers.slice(own.length)).toEqual(everyAnswer.filter((_, at) => at !== 2 && at !== 3))
  })

  it('adds nothing to an answer that has everything, so that it may be listed twice', () => {
    const once = headersOf(['content-type', 'application/json'], {}, { scheme: 'https' })
    expect(headersOf([...once], {}, { scheme: 'https' })).toEqual(once)
  })

  it('takes other values', () => {
    const options = { contentSecurityPolicy: "default-src 'self'", cacheControl: 'private, no-cache' }
    const headers = headersOf(['content-type', 'application/json'], options)
    expect(valueOf(headers, 'content-security-policy')).toBe("default-src 'self'")
    expect(valueOf(headers, 'cache-control')).toBe('private, no-cache')
  })

  it('can be switched off header by header', () => {
    expect(headersOf(['content-type', 'application/json'], off, { scheme: 'https' })).toEqual([
      'content-type',
      'application/json',
    ])
    expect(headersOf([], { ...off, referrerPolicy: 'origin' })).toEqual(['referrer-policy', 'origin'])
  })

  it('refuses a value at start that no answer could have', () => {
    expect(() => securityHeaders({ referrerPolicy: 'no-referrer\r\nset-cookie: a=b' })).toThrow(
      expect.objectContaining({ code: 'HEADER_INVALID', where: 'securityHeaders()' }),
    )
  })
})

describe('securityHeaderWriter()', () => {
  it('makes the function that apps call for every answer', () => {
    const answer = new Answer(200, [], null)
    securityHeaderWriter()(answer, true)
    expect(answer.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  })
})
