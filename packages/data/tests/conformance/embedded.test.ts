import { databaseSuite } from './database-suite.ts'

databaseSuite('the embedded database', async () => ({
  url: 'memory:',
  async [Symbol.asyncDispose]() {},
}))
