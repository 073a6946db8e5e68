import * as z from 'zod'

/** Whether the service answers. */
export const Health = z
  .object({ status: z.literal('healthy') })
  .meta({ id: 'Health', description: 'The service answers.', examples: [{ status: 'healthy' }] })
