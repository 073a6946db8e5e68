import { App, defineError, dependency, path, singleton } from 'vivace'
import * as z from 'zod'

// #region app
const Rate = z.object({ rate: z.number() })
export const NoRate = defineError({ status: 503, code: 'no-rate', title: 'There is no rate just now' })

export const bank = singleton({}, () => ({
  rate: async (currency: string) => {
    const response = await fetch(`https://bank.example/rates/${currency}`)
    return Rate.parse(await response.json()).rate
  },
}))

const rate = dependency(
  { bank, currency: path(z.string().length(3)) },
  ({ bank, currency }) => bank.rate(currency),
  { errors: [NoRate] },
)

export const app = new App({ title: 'Shop', version: '1.0.0' })

app.get('/prices/{currency}', { inputs: { rate } }, ({ rate }) => ({ cup: 8 * rate }))
// #endregion
