import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openConnection, type RawConnection } from './raw-connection.ts'
import { textOf, valueOf } from './wire-answer.ts'

const program = fileURLToPath(new URL('child-server.ts', import.meta.url))

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`

/** A server in a process of its own. */
class Child {
  readonly process: ChildProcess
  /** The exit code, or the signal that ended the process. */
  readonly ended: Promise<number | string>
  output = ''

  constructor(...args: readonly string[]) {
    this.process = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.process.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    this.ended = new Promise((resolve) => {
      // Not `exit`: what it has written by then is still on its way.
      this.process.once('close', (code, signal) => resolve(code ?? signal ?? ''))
    })
  }

  async says(text: string): Promise<void> {
    await vi.waitFor(() => expect(this.output).toContain(text), { timeout: 20_000, interval: 10 })
  }

  async connection(): Promise<RawConnection> {
    await this.says('is ready')
    return openConnection(Number(/127\.0\.0\.1:(\d+)/.exec(this.output)?.[1]))
  }
}

let child: Child | undefined

afterEach(() => {
  child?.process.kill('SIGKILL')
})

describe('a process that serves', () => {
  it('says first where the app is, and where its docs are', async () => {
    child = new Child()
    await child.says('\n')
    expect(child.output).toMatch(
      /^Fixture is ready: http:\/\/127\.0\.0\.1:(\d+) {2}\(docs: http:\/\/127\.0\.0\.1:\1\/docs\)\n$/,
    )
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'answers what is in flight on %s, stops the app, and ends well',
    async (signal) => {
      child = new Child()
      const connection = await child.connection()
      connection.write(get('/slow'))
      await child.says('asked /slow')
      child.process.kill(signal)
      const answer = await connection.answer()
      expect([textOf(answer), valueOf(answer, 'connection')]).toEqual(['done', 'close'])
      expect(await child.ended).toBe(0)
      expect(child.output).toContain('stopped')
    },
  )

  it('ends at once on a second signal', async () => {
    child = new Child()
    const connection = await child.connection()
    connection.write(get('/never'))
    await child.says('asked /never')
    child.process.kill('SIGTERM')
    const again = setInterval(() => child?.process.kill('SIGTERM'), 150)
    expect(await child.ended).toBe(143)
    clearInterval(again)
    expect(child.output).not.toContain('stopped')
  })

  it('takes two signals that come together for one: npm sends Ctrl-C on that the terminal has sent', async () => {
    child = new Child()
    const connection = await child.connection()
    connection.write(get('/slow'))
    await child.says('asked /slow')
    child.process.kill('SIGINT')
    child.process.kill('SIGINT')
    expect(textOf(await connection.answer())).toBe('done')
    expect(await child.ended).toBe(0)
  })

  it('names what goes on after the stop, and ends it when one more grace period is over', async () => {
    child = new Child('1000')
    const connection = await child.connection()
    connection.write(get('/leave'))
    await connection.answer()
    child.process.kill('SIGTERM')
    expect(await child.ended).toBe(0)
    expect(child.output).toMatch(/something goes on after the app has stopped\..*"Timeout":1/s)
  })
})
