import { expect, it } from 'vitest'
import { grainOf } from './grain.ts'

it.each([
  [{ limit: 1, window: 60_000 }, 1],
  [{ limit: 100, window: 86_400_000 }, 1],
  [{ limit: 101, window: 60_000 }, 600],
  [{ limit: 1_000_000, window: 1_000 }, 10],
  [{ limit: 1_000_000, window: 50 }, 1],
])('the grain of %j is %i ms', (limit, grain) => {
  expect(grainOf(limit)).toBe(grain)
})
