import { inspect } from 'node:util'

/** Codes of colours (ECMA-48, section 8.3.117). */
const gray = 90
const colours: Readonly<Record<string, number>> = { debug: gray, info: 36, warn: 33, error: 31 }

/**
 * A line of the log as people read it: the time, the level, the message, and the fields.
 *
 *     prettyLine('{"timestamp":"2026-11-21T09:00:00.000Z","level":"info","message":"started","port":8000}', false)
 *     // '09:00:00.000 info  started  port=8000'
 */
export function prettyLine(json: string, isColoured: boolean): string {
  // The logger wrote it.
  const { timestamp, level, message, ...fields } = JSON.parse(json) as Readonly<Record<string, unknown>>
  const style = (colour: number, text: string): string =>
    isColoured ? `\u001b[${colour}m${text}\u001b[39m` : text
  const shown = Object.entries(fields).map(([name, value]) => {
    const stack = typeof value === 'object' && value !== null && 'stack' in value ? value.stack : undefined
    if (typeof stack === 'string') return `\n${stack.replace(/^/gm, '    ')}`
    const written =
      typeof value === 'string' ? value : inspect(value, { breakLength: Infinity, colors: isColoured })
    return `  ${style(gray, `${name}=`)}${written}`
  })
  const time = String(timestamp).slice(11, 23)
  const word = style(colours[String(level)] ?? gray, String(level).padEnd(5))
  return `${style(gray, time)} ${word} ${String(message)}${shown.join('')}`
}
