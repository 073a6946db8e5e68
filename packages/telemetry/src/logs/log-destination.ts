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

/** So much is encoded at once, in UTF-16 code units. */
const textLength = 4_000

/** So many bytes are set aside for lines at once: several chunks' worth. */
const pageLength = 4 * 16_384

/** The most bytes that a UTF-16 code unit takes in UTF-8 (RFC 3629, section 3). */
const bytesPerUnit = 3

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
  /** Lines that are not encoded yet. */
  #text = ''
  /** Lines as bytes; those from `#sent` to `#end` wait. What was sent is never written over, since it may wait for its disk. */
  #page = Buffer.allocUnsafeSlow(pageLength)
  #sent = 0
  #end = 0
  #timer: NodeJS.Timeout | undefined = undefined

  constructor({ file, maxDelay = '200ms' }: LogDestinationOptions) {
    this.#isFile = file !== undefined
    this.#maxDelay = parseDuration(maxDelay, 'logDestination()')
    this.#boom = new SonicBoom({
      dest: file ?? 1,
      sync: true,
      mkdir: this.#isFile,
      maxLength: maxWaiting,
      contentMode: 'buffer',
    })
    // A log that cannot be written is no reason to end the process; nobody would read what we said of it.
    this.#boom.on('error', () => undefined)
    if (open.size === 0) process.on('exit', flushAll)
    open.add(this)
  }

  // Not each line to SonicBoom, which measures all that waits for each (2.5 of 3 microseconds a line); nor a whole chunk
  // of text, whose parts the processor has forgotten by then. A few lines are encoded in half the time of one by one.
  write(lines: string): void {
    this.#text += lines
    if (this.#text.length >= textLength) this.#encode()
    if (this.#maxDelay === 0 || this.#end - this.#sent >= chunkLength) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), this.#maxDelay).unref()
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#encode()
    this.#send()
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

  #encode(): void {
    const most = this.#text.length * bytesPerUnit
    if (most > this.#page.length - this.#end) this.#turnPage(most)
    this.#end += this.#page.write(this.#text, this.#end)
    this.#text = ''
  }

  #turnPage(most: number): void {
    this.#send()
    this.#page = Buffer.allocUnsafeSlow(Math.max(pageLength, most))
    this.#sent = 0
    this.#end = 0
  }

  #send(): void {
    if (this.#end === this.#sent) return
    const chunk: unknown = this.#page.subarray(this.#sent, this.#end)
    this.#sent = this.#end
    // Its types know no bytes, which its `contentMode` is for.
    this.#boom.write(chunk as string)
  }
}
