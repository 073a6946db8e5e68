import { describe, expect, it } from 'vitest'
import { oneRow } from './one-row.ts'

describe('oneRow()', () => {
  it('answers the row', async () => {
    expect(await oneRow(Promise.resolve([{ id: 1 }]))).toEqual({ id: 1 })
  })

  it.each([
    [[], 'none'],
    [[1, 2], 'more'],
  ])('refuses %j', async (rows, count) => {
    await expect(oneRow(Promise.resolve(rows))).rejects.toThrow(`was to give one row, and gave ${count}.`)
  })
})
