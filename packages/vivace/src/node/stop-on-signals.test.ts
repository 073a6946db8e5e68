import { afterEach, describe, expect, it, vi } from 'vitest'
import { RecordingLogger } from '../../tests/fixtures/recording-logger.ts'
import { stopOnSignals } from './stop-on-signals.ts'

// No process is told to end by it, and vitest does not listen to it.
const signal = 'SIGWINCH'
const settings = { signals: [signal], gracePeriod: 5_000 } as const

let forget: () => void = () => undefined

afterEach(() => {
  forget()
  vi.restoreAllMocks()
  vi.useRealTimers()
  process.exitCode = undefined
})

function stoppable(stop: () => Promise<void>) {
  return { log: new RecordingLogger(), stop: vi.fn(stop) }
}

describe('stopOnSignals()', () => {
  it('stops at the first signal, and ends the process at the second', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('exit')
    })
    const server = stoppable(() => new Promise(() => undefined))
    forget = stopOnSignals(server, settings)
    process.emit(signal, signal)
    process.emit(signal, signal)
    expect([server.stop.mock.calls.length, exit.mock.calls.length]).toEqual([1, 0])
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(() => process.emit(signal, signal)).toThrow('exit')
    expect(exit).toHaveBeenCalledWith(128 + 28)
    expect(server.stop).toHaveBeenCalledOnce()
  })

  it('tells the log and the exit code when the stop fails', async () => {
    vi.useFakeTimers()
    const server = stoppable(() => Promise.reject(new Error('stuck')))
    forget = stopOnSignals(server, settings)
    process.emit(signal, signal)
    await vi.advanceTimersByTimeAsync(0)
    expect(server.log.lines).toMatchObject([{ level: 'error', fields: { error: { message: 'stuck' } } }])
    expect(process.exitCode).toBe(1)
  })

  it('ends a process that goes on for one more grace period, and names what holds it', async () => {
    vi.useFakeTimers()
    // It comes back, which nothing waits for.
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
    vi.spyOn(process, 'getActiveResourcesInfo').mockReturnValue(['Timeout', 'TCPSocketWrap', 'Timeout'])
    const server = stoppable(() => Promise.resolve())
    forget = stopOnSignals(server, settings)
    process.emit(signal, signal)
    await vi.advanceTimersByTimeAsync(4_999)
    expect(exit).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(exit).toHaveBeenCalledExactlyOnceWith()
    expect(server.log.lines).toMatchObject([
      { level: 'warn', fields: { open: { Timeout: 2, TCPSocketWrap: 1 } } },
    ])
  })

  it('listens to no signal once it is told to forget', () => {
    const before = process.listenerCount(signal)
    forget = stopOnSignals(
      stoppable(() => Promise.resolve()),
      settings,
    )
    expect(process.listenerCount(signal)).toBe(before + 1)
    forget()
    expect(process.listenerCount(signal)).toBe(before)
  })
})
