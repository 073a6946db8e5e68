import { App, dependency, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

export const events: string[] = []

async function load<Value>(name: string, value: Value): Promise<Value> {
  events.push(`${name} begins`)
  await new Promise(setImmediate)
  events.push(`${name} ends`)
  return value
}

// #region app
const itemId = path(z.int())

const item = dependency({ itemId }, ({ itemId }) => load('item', { id: itemId, name: 'Cup' }))
const stock = dependency({ itemId }, ({ itemId }) => load('stock', { [`shelf ${itemId}`]: 3 }))
const offer = dependency({ item }, ({ item }) => load('offer', `A ${item.name} for 8 euros`))

app.get('/items/{itemId}', { inputs: { item, stock, offer } }, (values) => values)
// #endregion
