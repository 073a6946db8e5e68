import sonicBoom from 'sonic-boom'
import { type Duration, parseDuration } from 'vivace'

// It is CommonJS, whose members Node.js does not see as exports.
const { SonicBoom } = sonicBoom

/** Where log lines go: anything that takes text. */
export interface LogDestination {
  /** Takes one line or several, each with its line end. */
  write(lines: string): unknown
  /** Brings everything that was taken to where it belongs, before it returns. */
  flush?(): void
}

/** A destination that is a file, a pipe or a terminal. */
export interface FileDestination extends LogDestination {
  flush(): void
  /** Opens the file anew, after it has been moved away: for the rotation of logs. */
  reopen(): void
  /** Flushes, and closes a file; it takes no more lines. */
  close(): void
}

/** Where a destination writes, and how long it may wait. */
export interface LogDestinationOptions {
  /** A path; its folders are made. The standard output if absent. */
  readonly file?: string
  /**
   * How long a line may wait for others to be written with it. 200 ms if absent; `0s` writes each line at once. It
   * is what a process that is killed by SIGKILL can lose.
   */
  readonly maxDelay?: Duration
}

/** So much is written at once; Docker reads 16 KiB at a time. */
const chunkLength = 16_000

/** So much may wait for a disk that is full, or a reader that does not read; what comes then is dropped. */
const maxWaiting = 16 * 1_048_576

/**
 * A destination that writes many lines at once, and whatever is left when the process ends.
 *
 *     jsonLogger({ destination: logDestination({ file: '/var/log/shop.log' }) })
 *
 * Lines keep their order. Only SIGKILL and a loss of power lose any: those of the last `maxDelay`. Throws what
 * `node:fs` throws for a file that cannot be opened, and `DefinitionError` DURATION_INVALID.
 */
export function logDestination(options: LogDestinationOptions = {}): FileDestination {
  return new BufferedDestination(options)
}

const open = new Set<FileDestination>()

// One listener for all of them.
function flushAll(): void {
  for (const destination of open) destination.flush()
}

class BufferedDestination implements FileDestination {
  readonly #boom: InstanceType<typeof SonicBoom>
  readonly #isFile: boolean
  readonly #maxDelay: number
  #waiting = ''
  #timer: NodeJS.Timeout | undefined = undefined

  constructor({ file, maxDelay = '200ms' }: LogDestinationOptions) {
    this.#isFile = file !== undefined
    this.#maxDelay = parseDuration(maxDelay, 'logDestination()')
    this.#boom = new SonicBoom({ dest: file ?? 1, sync: true, mkdir: this.#isFile, maxLength: maxWaiting })
    // A log that cannot be written is no reason to end the process; nobody would read what we said of it.
    this.#boom.on('error', () => undefined)
    if (open.size === 0) process.on('exit', flushAll)
    open.add(this)
  }

  // Not each line to SonicBoom, which measures all that waits for each (2.5 of 3 microseconds a line).
  write(lines: string): void {
    this.#waiting += lines
    if (this.#maxDelay === 0 || this.#waiting.length >= chunkLength) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), this.#maxDelay).unref()
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const lines = this.#waiting
    if (lines === '') return
    this.#waiting = ''
    this.#boom.write(lines)
  }

  reopen(): void {
    this.flush()
    if (this.#isFile) this.#boom.reopen()
  }

  close(): void {
    this.flush()
    open.delete(this)
    if (open.size === 0) process.off('exit', flushAll)
    if (this.#isFile) this.#boom.end()
  }
}
