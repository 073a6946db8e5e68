import type { LogDestination } from '@vivace/telemetry'

/** A line of the log, read as what it is. */
export type RecordedLine = Readonly<Record<string, unknown>>

/** A destination that keeps what is written. */
export class RecordedLog implements LogDestination {
  text = ''
  flushes = 0

  write(lines: string): void {
    this.text += lines
  }

  flush(): void {
    this.flushes++
  }

  /** Every line, parsed; it throws for a line that is not JSON. */
  get lines(): RecordedLine[] {
    const lines = this.text.split('\n')
    // The text ends with a line end.
    if (lines.pop() !== '') throw new Error('The last line has no end.')
    // Whatever else a line is, it is an object.
    return lines.map((line) => JSON.parse(line) as RecordedLine)
  }

  /** The lines of one message. */
  of(message: string): RecordedLine[] {
    return this.lines.filter((line) => line['message'] === message)
  }
}
