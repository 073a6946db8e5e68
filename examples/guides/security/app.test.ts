import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { secret } from 'vivace/settings'
import { testClient } from 'vivace/testing'
import { type TokenSigner, tokenSigner } from 'vivace/jwt'
import { app, config } from './app.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKey = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' }
const privateKey = { ...pair.privateKey.export({ format: 'jwk' }), kty: 'RSA', kid: 'one' }
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [publicKey] }))
})
let signer: TokenSigner

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo
  app.override(config, () => ({
    issuer: 'https://id.example/',
    jwks: `http://127.0.0.1:${port}/jwks.json`,
    partnerKey: secret('the key of the partner'),
    adminPassword: secret('the password of the admin'),
  }))
  signer = await tokenSigner({
    issuer: 'https://id.example/',
    audience: 'https://orders.example',
    algorithm: 'RS256',
    key: privateKey,
    type: 'JWT',
  })
})

afterAll(() => {
  server.close()
})

it('lets in whoever the identity provider knows, with the scope', async () => {
  await using client = await testClient(app)
  const ask = async (claims: object) => {
    const token = await signer.sign({ sub: 'ana', tenant: 'north', ...claims })
    return client.get('/orders', { headers: { authorization: `Bearer ${token}` } })
  }
  expect((await ask({ scope: 'orders:read' })).json()).toEqual({ tenant: 'north' })
  expect((await ask({ scope: 'me' })).status).toBe(403)
  expect((await ask({ scope: 'orders:read', tenant: 7 })).status).toBe(401)
})

it('compares keys and passwords', async () => {
  await using client = await testClient(app)
  const stock = (key: string) => client.get('/stock', { headers: { 'x-api-key': key } })
  expect((await stock('the key of the partner')).json()).toEqual({ cups: 3 })
  expect((await stock('the key of the other')).status).toBe(401)
  const reports = (text: string) =>
    client.get('/reports', { headers: { authorization: `Basic ${btoa(text)}` } })
  expect((await reports('admin:the password of the admin')).json()).toEqual({ readBy: 'admin' })
  expect((await reports('admin:another')).status).toBe(401)
  expect((await reports('root:the password of the admin')).status).toBe(401)
})
