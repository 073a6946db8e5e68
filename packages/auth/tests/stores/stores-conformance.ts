import { afterAll, beforeAll, describe } from 'vitest'
import { lockoutStoreConformance } from './lockout-store-conformance.ts'
import type { StoresUnderTest } from './open-stores.ts'
import { refreshFamiliesConformance } from './refresh-families-conformance.ts'
import { sessionStoreConformance } from './session-store-conformance.ts'
import { apiKeyStoreConformance, oneTimeTokenStoreConformance } from './token-store-conformance.ts'
import { userStoreConformance } from './user-store-conformance.ts'

/** What every implementation of the stores must do. The stores are opened once: tests use names of their own. */
export function storesConformance(name: string, openStores: () => Promise<StoresUnderTest>): void {
  describe(name, () => {
    let stores: StoresUnderTest | undefined
    beforeAll(async () => {
      stores = await openStores()
    })
    afterAll(async () => {
      await stores?.[Symbol.asyncDispose]()
    })
    const open = (): StoresUnderTest => {
      if (stores === undefined) throw new Error('The stores are not open.')
      return stores
    }

    describe('users', () => userStoreConformance(open))
    describe('sessions', () => sessionStoreConformance(open))
    describe('one-time tokens', () => oneTimeTokenStoreConformance(open))
    describe('API keys', () => apiKeyStoreConformance(open))
    describe('attempts', () => lockoutStoreConformance(open))
    describe('families of refresh tokens', () => refreshFamiliesConformance(open))
  })
}
