import { App, body, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region schemas
const ItemFields = z.object({
  name: z.string().min(1),
  price: z.number().positive(),
  note: z.string().nullable(),
})

const ItemCreate = ItemFields.extend({ note: ItemFields.shape.note.default(null) })
const ItemUpdate = ItemFields.partial()
// #endregion

const stored: z.infer<typeof ItemFields> = { name: 'Cup', price: 8, note: 'fragile' }

app.post('/items', { inputs: { item: body(ItemCreate) } }, ({ item }) => item)

// #region patch
app.patch(
  '/items/{itemId}',
  { inputs: { itemId: path(z.int()), changes: body(ItemUpdate) } },
  ({ itemId, changes }) => ({ id: itemId, ...stored, ...changes }), // what was not sent stays as it is
)
// #endregion
