import { connections as usualConnections, figure } from './load-order.ts'
import type { LoadOrder, LoadResult } from './load-order.ts'

/** The command that makes autocannon send one request over and over. */
export function autocannonCommand(order: LoadOrder): string[] {
  const { origin, request, seconds, connections = usualConnections } = order
  const shape = [
    '--connections',
    String(connections),
    '--duration',
    String(seconds),
    '--json',
    '--no-progress',
  ]
  const headers = Object.entries(request.headers).flatMap(([name, value]) => [
    '--headers',
    `${name}=${value}`,
  ])
  const body = request.body === undefined ? [] : ['--body', request.body]
  return ['autocannon', ...shape, '--method', request.method, ...headers, ...body, origin + request.path]
}

/** Reads what `--json` writes; its latencies are whole milliseconds. */
export function readAutocannon(output: string): LoadResult {
  const written: unknown = JSON.parse(output)
  return {
    requests: figure(written, 'requests', 'total'),
    seconds: figure(written, 'duration'),
    p50: figure(written, 'latency', 'p50'),
    p99: figure(written, 'latency', 'p99'),
    failures: figure(written, 'errors') + figure(written, 'timeouts') + figure(written, 'non2xx'),
  }
}
