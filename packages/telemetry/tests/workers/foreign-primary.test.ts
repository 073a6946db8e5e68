import { Program } from '@vivace/fixtures'
import { expect, it } from 'vitest'

it('is 503 where the primary process is not ours, and not the figures of one that look like those of all', async () => {
  await using foreign = new Program(new URL('foreign-primary.ts', import.meta.url), { env: { WORKERS: '0' } })
  const response = await fetch(`${await foreign.url()}/metrics`)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ code: 'metrics-unavailable' })
})
