import { App, defineError, HttpError, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const names = new Map([[7, 'Cup']])

// #region define
const ItemUnknown = defineError({ status: 404, code: 'item-unknown', title: 'There is no such item' })

app.get('/items/{itemId}', { inputs: { itemId: path(z.int()) }, errors: [ItemUnknown] }, ({ itemId }) => {
  const name = names.get(itemId)
  if (name === undefined) throw new ItemUnknown({ detail: `The last item is ${Math.max(...names.keys())}.` })
  return { itemId, name }
})
// #endregion

// #region once
app.get('/old-items', {}, () => {
  throw new HttpError(410, { detail: 'Items moved to /items.' })
})
// #endregion

// #region unexpected
app.get('/report', {}, () => {
  throw new Error('connect ECONNREFUSED 10.0.0.5:5432')
})
// #endregion
