import { App, path, response } from 'vivace'
import * as z from 'zod'

const tasks = new Map([['foo', 'Listen to the Bar Fighters']])

export const app = new App({ title: 'Tasks', version: '0.1.0', errorFormat: 'fastapi' })

app.put(
  '/get-or-create-task/{task_id}',
  {
    inputs: { task_id: path(z.string()), response },
    returns: z.string(),
    responses: { 201: { description: 'The task is new.', returns: z.string() } },
  },
  ({ task_id, response }) => {
    const known = tasks.get(task_id)
    if (known !== undefined) return known
    const created = "This didn't exist before"
    tasks.set(task_id, created)
    response.status = 201
    return created
  },
)
