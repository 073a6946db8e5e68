import { type AuthOptions, defineAuth, memoryAuth, type MemoryUser } from '@vivace/auth'
import { App, silentLogger } from 'vivace'
import { describe, expect, it } from 'vitest'

/** Starts an app with these options. */
async function start(options: Partial<AuthOptions<MemoryUser>>): Promise<void> {
  const auth = defineAuth({ store: memoryAuth(), issuer: 'https://shop.example', ...options })
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
  app.include(auth.router)
  await app.start()
  await app.stop()
}

describe('defineAuth()', () => {
  it.each<readonly [Partial<AuthOptions<MemoryUser>>, RegExp]>([
    [{ lockout: { failures: 0 } }, /lockout\.failures: 0 is not a number of logins[^]*AUTH_OPTION_INVALID/],
    [{ mailTokenLifetime: '2h' }, /mailTokenLifetime: links of mails are good[^]*AUTH_OPTION_INVALID/],
    [{ apiKeyPrefix: 'Shop_' }, /apiKeyPrefix: "Shop_" is no prefix[^]*AUTH_OPTION_INVALID/],
    [{ baseUrl: 'shop' }, /baseUrl: "shop" is no address[^]*AUTH_OPTION_INVALID/],
    [{ origins: ['https://shop.example/'] }, /CORS_ORIGIN_INVALID/],
    [{ accessTokenLifetime: '2h' }, /access tokens live longer than an hour/],
  ])('refuses %j before the first request', async (options, message) => {
    await expect(start(options)).rejects.toThrow(message)
  })

  it('starts with nothing but a store and an issuer', async () => {
    await expect(start({})).resolves.toBeUndefined()
  })
})
