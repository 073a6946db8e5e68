// #region create
import { createClient } from 'vivace/client'
import type { api } from './api.ts'

export const client = createClient<typeof api>({ baseUrl: 'https://api.example.org' })
// #endregion

export type Users = typeof client

// #region call
export async function welcome(client: Users): Promise<string> {
  const user = await client.readUser({ userId: 1 })
  const others = await client.listUsers({ skip: 1 })
  return `${user.name} since ${user.since.slice(0, 4)}, and ${others.length} others`
}
// #endregion
