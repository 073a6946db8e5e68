import type { ServeSettings } from './serve-settings.ts'

/**
 * Where a server is for those who open it in a browser.
 *
 *     serverAddress({ host: '0.0.0.0', tls: undefined }, 8000)    // 'http://127.0.0.1:8000'
 */
export function serverAddress({ host, tls }: Pick<ServeSettings, 'host' | 'tls'>, port: number): string {
  return `${tls === undefined ? 'http' : 'https'}://${reachableHost(host)}:${port}`
}

/** An address that listens everywhere is none that a browser can go to. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
