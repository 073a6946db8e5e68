/** What one proxy says of a request that it passed on, with names in lower case. */
export type ForwardedElement = ReadonlyMap<string, string>

// More than RFC 7239, section 4, allows without quotes: proxies write `for=192.0.2.1:4711`.
const pairPattern = /([\w!#$%&'*+.^`|~-]+)=(?:([^\s;,"]+)|"((?:[^"\\]|\\.)*)")/y
const gapPattern = /[ \t]*([;,]|$)[ \t]*/y

/**
 * Reads a Forwarded header: what each proxy says, the one next to the client first (RFC 7239, section 4).
 * `undefined` if it is malformed.
 *
 *     parseForwarded('for=192.0.2.1;proto=https, for="[2001:db8::1]:4711"')
 *     // [Map { 'for' => '192.0.2.1', 'proto' => 'https' }, Map { 'for' => '[2001:db8::1]:4711' }]
 */
export function parseForwarded(header: string): readonly ForwardedElement[] | undefined {
  const elements: ForwardedElement[] = []
  let element = new Map<string, string>()
  for (let at = 0; at < header.length;) {
    const pair = matchAt(pairPattern, header, at)
    if (pair !== undefined) {
      const name = (pair[1] ?? '').toLowerCase()
      // Each parameter occurs once in an element: of two, a proxy and we might take different ones.
      if (element.has(name)) return undefined
      element.set(name, pair[2] ?? (pair[3] ?? '').replace(/\\(.)/g, '$1'))
      at += pair[0].length
    }
    const gap = matchAt(gapPattern, header, at)
    if (gap === undefined) return undefined
    at += gap[0].length
    if (gap[1] === ';') continue
    if (element.size > 0) elements.push(element)
    element = new Map()
  }
  if (element.size > 0) elements.push(element)
  return elements
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
