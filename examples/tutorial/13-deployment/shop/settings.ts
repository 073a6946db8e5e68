// #region settings
import { settings } from 'vivace/settings'
import * as z from 'zod'

export const config = settings(
  z.object({ shopName: z.string().default('Shop'), maxItems: z.int().min(1).default(100) }),
)
// #endregion
