import * as z from 'zod'

export const TodoCreate = z.object({ title: z.string().min(1).max(200) })

export const TodoUpdate = z.object({ title: z.string().min(1).max(200), isDone: z.boolean() }).partial()

export const Todo = TodoCreate.extend({ id: z.int(), isDone: z.boolean(), createdAt: z.date() })
