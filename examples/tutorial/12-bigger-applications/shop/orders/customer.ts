import { apiKey, defineError, dependency } from 'vivace'

const KeyUnknown = defineError({ status: 401, code: 'key-unknown', title: 'The key is not known' })
const customers = new Map([['key-of-ana', 'Ana']])

export const customer = dependency(
  { key: apiKey({ in: 'header', name: 'x-key' }) },
  ({ key }) => {
    const name = customers.get(key)
    if (name === undefined) throw new KeyUnknown()
    return name
  },
  { errors: [KeyUnknown] },
)
