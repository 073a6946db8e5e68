// #region operations
import { createClient } from 'vivace/client'
import type { api } from './api.ts'
import operations from './operations.json' with { type: 'json' }

export const client = createClient<typeof api>({ baseUrl: 'https://api.example.org', operations })
// #endregion
