// #region store
import { singleton } from 'vivace'
import type { Item } from './item.ts'

export interface ItemStore {
  find(id: number): Item | undefined
  all(): readonly Item[]
}

export const itemStore = singleton({}, (): ItemStore => {
  const items = new Map([[1, { id: 1, name: 'Cup', price: 8 }]])
  return { find: (id) => items.get(id), all: () => [...items.values()] }
})
// #endregion
