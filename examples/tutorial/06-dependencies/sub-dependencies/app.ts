import { App, dependency, header } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

export const asked: string[] = []

// #region app
const tenant = dependency({ xTenant: header(z.string()) }, ({ xTenant }) => {
  asked.push(xTenant)
  return { id: xTenant }
})

const prices = dependency({ tenant }, ({ tenant }) => ({ currency: tenant.id === 'oslo' ? 'NOK' : 'EUR' }))

app.get('/offer', { inputs: { tenant, prices } }, ({ tenant, prices }) => ({
  tenant: tenant.id,
  currency: prices.currency,
}))
// #endregion
