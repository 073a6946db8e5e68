import { describe, expect, it, vi } from 'vitest'
import { DatabaseBusy, DatabaseUnavailable } from '../errors/database-errors.ts'
import { Turns } from './turns.ts'

describe('Turns', () => {
  it('come in the order in which they were asked for', async () => {
    const turns = new Turns(60_000)
    const order: number[] = []
    await turns.take()
    const others = [1, 2, 3].map(async (number) => {
      await turns.take()
      order.push(number)
      turns.pass()
    })
    expect([turns.isTaken, turns.waiting]).toEqual([true, 3])
    turns.pass()
    await Promise.all(others)
    expect(order).toEqual([1, 2, 3])
    expect([turns.isTaken, turns.waiting]).toEqual([false, 0])
  })

  it('are not overtaken by somebody who comes when one has just been passed on', async () => {
    const turns = new Turns(60_000)
    const order: string[] = []
    await turns.take()
    const second = turns.take().then(() => order.push('second'))
    turns.pass()
    const third = turns.take().then(() => order.push('third'))
    await second
    turns.pass()
    await third
    expect(order).toEqual(['second', 'third'])
  })

  it('are refused after the time-out, with an error for the log that names cause and remedy', async () => {
    const turns = new Turns(20)
    await turns.take()
    const error: unknown = await turns.take().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(DatabaseBusy)
    expect(error).toMatchObject({
      status: 503,
      cause: {
        message: expect.stringMatching(/waited 20 ms .* one connection .* use `transaction` .* DATABASE_URL/),
      },
    })
    expect(turns.waiting).toBe(0)
  })

  it('are left by who does not want to wait any longer, with the reason', async () => {
    const turns = new Turns(60_000)
    await turns.take()
    const leaving = new AbortController()
    const waiting = turns.take(leaving.signal)
    const next = turns.take()
    leaving.abort(new Error('The client has left.'))
    await expect(waiting).rejects.toThrow('The client has left.')
    turns.pass()
    await next
    await expect(turns.take(leaving.signal)).rejects.toThrow('The client has left.')
  })

  it('are over when the database is closed', async () => {
    const turns = new Turns(60_000)
    await turns.take()
    const waiting = turns.take()
    turns.end()
    await expect(waiting).rejects.toThrow(DatabaseUnavailable)
    turns.pass()
    await expect(turns.take()).rejects.toThrow(DatabaseUnavailable)
  })

  it('leave no listener on a signal', async () => {
    const turns = new Turns(60_000)
    const { signal } = new AbortController()
    const remove = vi.spyOn(signal, 'removeEventListener')
    const add = vi.spyOn(signal, 'addEventListener')
    await turns.take()
    const waiting = turns.take(signal)
    turns.pass()
    await waiting
    expect(add.mock.calls.map(([, listener]) => listener)).toEqual(
      remove.mock.calls.map(([, listener]) => listener),
    )
  })
})
