import { setImmediate } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Place, QueueFull, RunQueue } from './run-queue.ts'

const never = new AbortController().signal

async function isActive(place: Place): Promise<boolean> {
  return Promise.race([place.turn(never).then(() => true), setImmediate(false)])
}

describe('RunQueue', () => {
  it('lets eight be active and thirty-two wait, and refuses the next', () => {
    const queue = new RunQueue({ active: 8, waiting: 32 })
    for (let count = 0; count < 40; count++) queue.enter('alice')
    expect([queue.active, queue.waiting]).toEqual([8, 32])
    expect(() => queue.enter('bob')).toThrow(QueueFull)
  })

  it('takes the next of who has the fewest active', async () => {
    const queue = new RunQueue({ active: 2, waiting: 10 })
    const [first, second, third] = [queue.enter('alice'), queue.enter('alice'), queue.enter('alice')]
    const bobs = queue.enter('bob')
    first.leave()
    expect([await isActive(bobs), await isActive(third)]).toEqual([true, false])
    second.leave()
    expect(await isActive(third)).toBe(true)
  })

  it('rejects the turn of whoever gives up, and lets the next come', async () => {
    const queue = new RunQueue({ active: 1, waiting: 2 })
    const first = queue.enter('alice')
    const controller = new AbortController()
    const second = queue.enter('alice')
    const turn = second.turn(controller.signal)
    controller.abort(new Error('given up'))
    await expect(turn).rejects.toThrow('given up')
    second.leave()
    const third = queue.enter('alice')
    first.leave()
    expect([await isActive(third), queue.active, queue.waiting]).toEqual([true, 1, 0])
  })

  it('lets a run come back though the queue is full', () => {
    const queue = new RunQueue({ active: 1, waiting: 1 })
    queue.enter('alice')
    queue.enter('alice')
    queue.enterAgain('bob')
    expect([queue.active, queue.waiting]).toEqual([1, 2])
  })

  it('never has more active than it may, nor leaves a slot empty while somebody waits', () => {
    const moves = fc.array(fc.record({ owner: fc.constantFrom('a', 'b', 'c'), leaves: fc.boolean() }))
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 4 }), (steps, active) => {
        const queue = new RunQueue({ active, waiting: 5 })
        const places: Place[] = []
        for (const { owner, leaves } of steps) {
          if (leaves) places.shift()?.leave()
          else if (queue.active < active || queue.waiting < 5) places.push(queue.enter(owner))
          expect(queue.active).toBeLessThanOrEqual(active)
          expect(queue.active === active || queue.waiting === 0).toBe(true)
          expect(queue.active + queue.waiting).toBe(places.length)
        }
      }),
    )
  })
})
