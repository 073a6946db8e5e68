import * as z from 'zod'

export const Item = z.object({ id: z.int(), name: z.string(), price: z.number() })
export type Item = z.infer<typeof Item>
