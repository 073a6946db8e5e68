import { expect, it } from 'vitest'
import { redisRateLimitStore } from '@vivace/limits'

it.each([['text'], [[1]], [null], [[1, 2, 3, 4, 5, 6, 7]]])(
  'an answer %j that no script gives is an error',
  async (answer) => {
    const store = redisRateLimitStore({
      evalsha: () => Promise.resolve(answer),
      eval: () => Promise.resolve(answer),
    })
    const take = { name: 'x', key: 'k', limit: 1, window: 1_000, cost: 1 }
    await expect(store.take([take])).rejects.toThrow('Redis gives another answer')
  },
)
