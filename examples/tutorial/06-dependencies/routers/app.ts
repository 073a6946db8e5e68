import { apiKey, App, defineError, dependency, Router } from 'vivace'

const KeyUnknown = defineError({ status: 401, code: 'key-unknown', title: 'The key is not valid' })

const partner = dependency(
  { key: apiKey({ in: 'header', name: 'X-API-Key' }) },
  ({ key }) => {
    if (key !== 'key-of-acme') throw new KeyUnknown()
    return { name: 'Acme' }
  },
  { errors: [KeyUnknown] },
)

// #region router
const partners = new Router({ prefix: '/partners', tags: ['Partners'], dependencies: [partner] })

partners.get('/prices', {}, () => ({ discount: 0.1 }))
partners.get('/me', { inputs: { partner } }, ({ partner }) => partner)
// #endregion

// #region app
export const app = new App({ title: 'Shop', version: '1.0.0' })

app.get('/health', {}, () => ({ status: 'ok' }))
app.include(partners, { prefix: '/api' })

export const closed = new App({ title: 'Back office', version: '1.0.0', dependencies: [partner] })
// #endregion
closed.get('/orders', {}, () => ({ orders: 3 }))
