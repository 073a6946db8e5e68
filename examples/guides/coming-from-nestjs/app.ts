import { App, apiKey, body, defineError, dependency, Router, singleton } from 'vivace'
import * as z from 'zod'

// #region provider
export interface Mailer {
  send(to: string, text: string): Promise<void>
}

export const mailer = singleton({}, (): Mailer => ({ send: async () => undefined }))
// #endregion

// #region service
const Cat = z.object({ name: z.string().min(1), age: z.int().min(0) })
type Cat = z.infer<typeof Cat>

export const cats = singleton({ mailer }, ({ mailer }) => {
  const all: Cat[] = []
  return {
    all: () => all,
    async add(cat: Cat) {
      all.push(cat)
      await mailer.send('owner@example.com', `${cat.name} has arrived`)
      return cat
    },
  }
})
// #endregion

// #region guard
const NotAKeeper = defineError({ status: 403, code: 'not-a-keeper', title: 'Only for keepers' })

export const keeper = dependency(
  { key: apiKey({ in: 'header', name: 'x-key' }) },
  ({ key }) => {
    if (key !== 'keeper') throw new NotAKeeper()
  },
  { errors: [NotAKeeper] },
)
// #endregion

// #region controller
const router = new Router({ prefix: '/cats', tags: ['Cats'] })

router.get('', { inputs: { cats }, returns: z.array(Cat) }, ({ cats }) => cats.all())

router.post(
  '',
  { inputs: { cat: body(Cat), cats }, returns: Cat, status: 201, dependencies: [keeper] },
  ({ cat, cats }) => cats.add(cat),
)

export const app = new App({ title: 'Cats', version: '1.0.0' })
app.include(router)
// #endregion
