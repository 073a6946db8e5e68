import { memoryAuth } from '@vivace/auth'
import { storesConformance } from './stores-conformance.ts'

storesConformance('memoryAuth()', async () => {
  const one = memoryAuth()
  return { one, other: one, async [Symbol.asyncDispose]() {} }
})
