import { createClient } from 'vivace/client'
import type { api } from './api.ts'
import { app } from './app.ts'
import type { Users } from './front-end.ts'

// #region headers
export function signedIn(token: () => Promise<string>): Users {
  return createClient<typeof api>({
    baseUrl: 'https://api.example.org',
    headers: async () => ({ authorization: `Bearer ${await token()}` }),
  })
}
// #endregion

// #region in-process
export const inProcess: Users = createClient<typeof api>({ fetch: app.fetch })
// #endregion
