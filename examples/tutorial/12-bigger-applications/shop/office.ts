// #region app
import { App } from 'vivace'
import { itemStore } from './items/item-store.ts'

export const office = new App({ title: 'Back office', version: '1.0.0' })

office.get('/stock', { inputs: { itemStore } }, ({ itemStore }) => ({ items: itemStore.all().length }))
// #endregion
