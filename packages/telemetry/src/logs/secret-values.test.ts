import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideSecrets } from './secret-values.ts'

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'

describe('hideSecrets()', () => {
  it.each([
    ['a token', `got ${token}.`, 'got [redacted].'],
    ['an unsigned token', `${token.split('.').slice(0, 2).join('.')}.`, '[redacted]'],
    ['a bearer', 'Authorization: Bearer 0123456789abcdef0123', 'Authorization: Bearer [redacted]'],
    ['basic credentials', 'basic dXNlcjpwYXNzd29yZDEyMw==', 'basic [redacted]'],
    ['a password in an address', 'redis://:hunter2@cache:6379/0', 'redis://:[redacted]@cache:6379/0'],
    ['a password in a query', '/reset?user=1&password=hunter2&x=1', '/reset?user=1&password=[redacted]&x=1'],
    ['a token in a query', 'GET /?access_token=abc HTTP', 'GET /?access_token=[redacted] HTTP'],
    ['a password in JSON', '{"password": "hunter 2","a":1}', '{"password":"[redacted]","a":1}'],
    ['a secret key', 'with sk_live_0123456789abcdef', 'with [redacted]'],
    ['a key of GitHub', 'ghp_0123456789abcdefghij', '[redacted]'],
    ['a key of AWS', 'AKIAIOSFODNN7EXAMPLE', '[redacted]'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[redacted]'],
    ['the number of a card', 'card 4111111111111111 refused', 'card [redacted] refused'],
    ['a card with spaces', '4111 1111 1111 1111', '[redacted]'],
    ['a card with hyphens', '5500-0000-0000-0004', '[redacted]'],
    ['a card of 15 digits', '378282246310005', '[redacted]'],
  ])('hides %s', (_what, text, shown) => {
    expect(hideSecrets(text)).toBe(shown)
  })

  it.each([
    'request answered',
    '/users/7/orders?limit=10',
    '0af76519-16cd-43dd-8448-eb211c80319c',
    '12345678-1234-1234-1234-123456789012',
    'a basic idea of what a bearer token is',
    'https://example.com:8080/a',
    'order 1763712000000',
    'the number 4111111111111112 has another check digit',
    '123456789012345678901234567890',
  ])('leaves %s as it is', (text) => {
    expect(hideSecrets(text)).toBe(text)
  })

  it('finds a secret wherever it stands', () => {
    const secrets = [token, 'sk_live_0123456789abcdef', '4111 1111 1111 1111', 'postgres://a:hunter2@b']
    const around = fc.string({ unit: fc.constantFrom(...' .,;:()!?"/é\n'), maxLength: 30 })
    fc.assert(
      fc.property(around, fc.constantFrom(...secrets), around, (before, secret, after) => {
        expect(hideSecrets(`${before} ${secret} ${after}`)).not.toContain(secret)
      }),
    )
  })
})
