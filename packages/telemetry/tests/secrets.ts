/** What each secret looks like where it stands in a text, and the part of it that nobody may read. */
export const secrets: readonly (readonly [what: string, text: string, canary: string])[] = [
  ['a token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl', 'eyJzdWIiOiJjYW5hcnkifQ'],
  ['a bearer', 'Bearer 0123456789canary0123', '0123456789canary0123'],
  ['basic credentials', 'Basic YW5hOmNhbmFyeTEyMzQ1Ng==', 'YW5hOmNhbmFyeTEyMzQ1Ng'],
  ['a database address', 'postgres://shop:canary@db/shop', 'canary'],
  ['a Redis address', 'rediss://:canary@cache:6379', 'canary'],
  ['a password in a query', 'password=canary&x=1', 'canary'],
  ['a token in a query', 'access_token=canary', 'canary'],
  ['a password in JSON', '{"password":"canary"}', 'canary'],
  ['a key of Stripe', 'sk_live_0123456789canary', '0123456789canary'],
  ['a key of GitHub', 'ghp_0123456789canary0123', '0123456789canary0123'],
  ['a card', '4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['a private key', '-----BEGIN PRIVATE KEY-----canary-----END PRIVATE KEY-----', 'canary'],
]
