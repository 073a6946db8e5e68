import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FileDestination, logDestination, type LogDestinationOptions } from './log-destination.ts'

let folder = ''
let file = ''
const opened: FileDestination[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vivace-log-'))
  file = join(folder, 'deep', 'app.log')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.useRealTimers()
  for (const destination of opened.splice(0)) destination.close()
  rmSync(folder, { recursive: true })
})

function open(options: LogDestinationOptions = {}): FileDestination {
  const destination = logDestination({ file, ...options })
  opened.push(destination)
  return destination
}

const written = (): string => readFileSync(file, 'utf8')

describe('logDestination()', () => {
  it('writes what has waited as long as it may, in order', () => {
    const destination = open({ maxDelay: '50ms' })
    destination.write('a\n')
    vi.advanceTimersByTime(30)
    destination.write('b\n')
    expect(written()).toBe('')
    vi.advanceTimersByTime(20)
    expect(written()).toBe('a\nb\n')
    destination.write('c\n')
    vi.advanceTimersByTime(50)
    expect(written()).toBe('a\nb\nc\n')
  })

  it('writes at once when much has come together', () => {
    const destination = open()
    const line = `${'a'.repeat(99)}\n`
    for (let count = 0; count < 160; count++) destination.write(line)
    expect(written()).toBe(line.repeat(160))
  })

  it('keeps every line, whatever its length', () => {
    const destination = open()
    const lengths = Array.from({ length: 300 }, (_, at) => (at * 997) % 2_000)
    const lines = lengths.map((length, at) => `${at} ${'€'.repeat(length)}\n`)
    lines.splice(150, 0, `${'€'.repeat(300_000)}\n`)
    for (const line of lines) destination.write(line)
    destination.flush()
    expect(written()).toBe(lines.join(''))
  })

  it('writes half of a surrogate pair as U+FFFD', () => {
    const destination = open({ maxDelay: '0s' })
    destination.write('\ud800\n')
    expect(written()).toBe('\ufffd\n')
  })

  it('writes each line at once where nothing may wait', () => {
    const destination = open({ maxDelay: '0s' })
    destination.write('a\n')
    expect(written()).toBe('a\n')
  })

  it('writes what waits when it is flushed, and before it is closed', () => {
    const destination = open()
    destination.write('a\n')
    destination.flush()
    expect(written()).toBe('a\n')
    destination.write('b\n')
    destination.close()
    expect(written()).toBe('a\nb\n')
    opened.splice(0)
  })

  it('begins a new file where the old one was moved away', () => {
    const destination = open()
    destination.write('old\n')
    const moved = `${file}.1`
    destination.flush()
    renameSync(file, moved)
    destination.write('also old\n')
    destination.reopen()
    destination.write('new\n')
    destination.flush()
    expect(readFileSync(moved, 'utf8')).toBe('old\nalso old\n')
    expect(written()).toBe('new\n')
  })

  it('throws where the file cannot be opened', () => {
    writeFileSync(join(folder, 'taken'), '')
    expect(() => logDestination({ file: join(folder, 'taken', 'app.log') })).toThrow(/ENOTDIR|EEXIST/)
  })
})
