import { inspect } from 'node:util'
import type { DevRequest } from './dev-message.ts'

/** Codes of colours (ECMA-48, section 8.3.117). */
const colours = { red: 31, green: 32, yellow: 33, cyan: 36, gray: 90 } as const

type Style = keyof typeof colours

/** Writes lines for a terminal, in colours if it has them. */
export class PrettyLines {
  readonly #isColoured: boolean

  constructor(isColoured: boolean) {
    this.#isColoured = isColoured
  }

  /** `12:00:01  GET /items/7  200  1.3 ms` */
  request({ method, path, status, duration }: DevRequest, time: Date = new Date()): string {
    const style = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green'
    const took = this.style('gray', `${duration.toFixed(1)} ms`)
    return `${this.#time(time)}  ${method} ${path}  ${this.style(style, String(status))}  ${took}`
  }

  /**
   * A line of our JSON log as people read it, and any other line as it is; `undefined` for what is not to be
   * shown, because every request has its line already.
   */
  log(line: string): string | undefined {
    const entry = parseEntry(line)
    if (entry === undefined) return line
    const { timestamp, level, message, ...fields } = entry
    if (message === 'request answered' && 'status' in fields && 'duration_ms' in fields) return undefined
    const style = levelStyles[level] ?? 'gray'
    const start = `${this.#time(new Date(timestamp))}  ${this.style(style, level)} ${message}`
    return [start, ...this.#fields(fields)].join('')
  }

  /** Text in a style, where there are styles. */
  style(style: Style, text: string): string {
    return this.#isColoured ? `\u001b[${colours[style]}m${text}\u001b[39m` : text
  }

  #time(time: Date): string {
    return this.style('gray', time.toTimeString().slice(0, 8))
  }

  #fields(fields: Readonly<Record<string, unknown>>): string[] {
    return Object.entries(fields).map(([name, value]) => {
      const stack = typeof value === 'object' && value !== null && 'stack' in value ? value.stack : undefined
      if (typeof stack === 'string') return `\n${stack.replace(/^/gm, '    ')}`
      const shown =
        typeof value === 'string'
          ? value
          : inspect(value, { breakLength: Infinity, colors: this.#isColoured })
      return `  ${this.style('gray', `${name}=`)}${shown}`
    })
  }
}

const levelStyles: Readonly<Record<string, Style | undefined>> = {
  warn: 'yellow',
  error: 'red',
  info: 'cyan',
}

interface LogEntry {
  readonly timestamp: string
  readonly level: string
  readonly message: string
  readonly [field: string]: unknown
}

function parseEntry(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const entry: unknown = JSON.parse(line)
    return isEntry(entry) ? entry : undefined
  } catch {
    return undefined
  }
}

function isEntry(value: unknown): value is LogEntry {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['timestamp', 'level', 'message'].every((name) => typeof Reflect.get(value, name) === 'string')
  )
}
