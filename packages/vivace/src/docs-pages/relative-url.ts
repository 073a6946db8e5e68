/**
 * How one path of an app is written on the page at another, so that it holds under every mount and behind
 * every proxy that takes a prefix off (RFC 3986, section 4.2).
 *
 *     relativeUrl('/docs', '/openapi.json')           // './openapi.json'
 *     relativeUrl('/docs', '/docs/initializer.js')    // './docs/initializer.js'
 *     relativeUrl('/api/docs', '/openapi.json')       // '../openapi.json'
 */
export function relativeUrl(from: string, to: string): string {
  const folders = from.split('/').slice(1, -1)
  const target = to.split('/').slice(1)
  let shared = 0
  while (shared < folders.length && shared < target.length - 1 && folders[shared] === target[shared]) shared++
  const up = '../'.repeat(folders.length - shared)
  return (up === '' ? './' : up) + target.slice(shared).join('/')
}

/**
 * Where an app is, as its API document at a path writes it in `servers`: a URL that is relative to the
 * document, so that requests find the app under every mount and behind every proxy.
 *
 *     serverUrl('/openapi.json')        // '.'
 *     serverUrl('/api/openapi.json')    // '..'
 */
export function serverUrl(documentPath: string): string {
  return relativeUrl(documentPath, '/').replace(/\/$/, '')
}
