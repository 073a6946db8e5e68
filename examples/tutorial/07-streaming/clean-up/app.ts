import { App, dependency, lines, signal } from 'vivace'
import * as z from 'zod'

export const log: string[] = []

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region route
const cursor = dependency({}, async function* () {
  log.push('open')
  try {
    yield { next: async (n: number) => ({ id: n }) }
  } finally {
    log.push('close')
  }
})

app.get(
  '/items',
  { inputs: { cursor, signal }, returns: lines(z.object({ id: z.int() })) },
  async function* ({ cursor, signal }) {
    for (let n = 1; !signal.aborted; n++) yield await cursor.next(n)
  },
)
// #endregion
