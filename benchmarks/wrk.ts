import { connections as usualConnections, figure } from './load-order.ts'
import type { LoadOrder, LoadResult } from './load-order.ts'

/** The command that makes wrk send one request over and over; `script` is a file with `wrkScript`. */
export function wrkCommand(order: LoadOrder, script: string): string[] {
  const { origin, request, seconds, connections = usualConnections } = order
  const shape = ['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`]
  return ['wrk', ...shape, '--latency', '--script', script, origin + request.path]
}

/**
 * The Lua that wrk needs for a request that is more than a path, and to write its figures as JSON.
 * wrk counts in microseconds.
 */
export function wrkScript({ request }: LoadOrder): string {
  const lines = [`wrk.method = ${lua(request.method)}`]
  for (const [name, value] of Object.entries(request.headers))
    lines.push(`wrk.headers[${lua(name)}] = ${lua(value)}`)
  if (request.body !== undefined) lines.push(`wrk.body = ${lua(request.body)}`)
  return `${lines.join('\n')}\n${done}`
}

const done = `
function done(summary, latency)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('\\nJSON {"requests":%d,"duration":%d,"p50":%d,"p99":%d,"failures":%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failures))
end
`

/** A JSON string of printable ASCII is a Lua string too: both escape quotes and backslashes alike. */
function lua(text: string): string {
  return JSON.stringify(text)
}

/** Reads what `wrkScript` wrote. */
export function readWrk(output: string): LoadResult {
  const line = output.split('\n').find((text) => text.startsWith('JSON '))
  if (line === undefined) throw new Error(`wrk wrote no figures: ${output.trim()}`)
  const written: unknown = JSON.parse(line.slice('JSON '.length))
  return {
    requests: figure(written, 'requests'),
    seconds: figure(written, 'duration') / 1e6,
    p50: figure(written, 'p50') / 1e3,
    p99: figure(written, 'p99') / 1e3,
    failures: figure(written, 'failures'),
  }
}
