import { describe, expect, it } from 'vitest'
import { takeTurn } from './take-turns.ts'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('takeTurn()', () => {
  it('lets few go on in one turn of the event loop, first come, first served', async () => {
    const gone: number[] = []
    for (let at = 0; at < 10; at += 1) takeTurn(() => gone.push(at))
    expect(gone).toEqual([])
    const turns: number[] = []
    while (gone.length < 10) {
      await nextTurn()
      turns.push(gone.length)
    }
    expect(gone).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(turns).toEqual([4, 8, 10])
  })

  it('lets timers have their time between the turns of those who come again and again', async () => {
    let isOver = false
    let turns = 0
    const again = (): void => {
      turns += 1
      if (!isOver) takeTurn(again)
    }
    for (let at = 0; at < 50; at += 1) takeTurn(again)
    await new Promise((resolve) => setTimeout(resolve, 5))
    isOver = true
    expect(turns).toBeGreaterThan(0)
    while (turns < 50) await nextTurn()
  })
})
