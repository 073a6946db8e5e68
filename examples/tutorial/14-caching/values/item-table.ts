// #region table
import { setTimeout as pause } from 'node:timers/promises'
import { singleton } from 'vivace'
import * as z from 'zod'

export const Item = z.object({ name: z.string(), price: z.number() })
export type Item = z.infer<typeof Item>

export interface ItemTable {
  find(id: number): Promise<Item | undefined>
  save(id: number, item: Item): Promise<Item>
}

export const itemTable = singleton({}, (): ItemTable => {
  const rows = new Map([[1, { name: 'Cup', price: 8 }]])
  return {
    find: async (id) => {
      await pause(300) // what a slow query takes
      return rows.get(id)
    },
    save: async (id, item) => {
      rows.set(id, item)
      return item
    },
  }
})
// #endregion
