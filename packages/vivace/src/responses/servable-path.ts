// Names that mean a device to Windows, with any ending.
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i

// A separator or a drive to Windows, the end of a text to C, and what no file of a web site has in its name.
const forbidden = /[/\\:\p{Cc}]/u

/**
 * A path below a folder, made of decoded segments; `undefined` if one of them could lead elsewhere, on whatever
 * system, or is hidden. Whoever opens it still has to look where symbolic links lead.
 *
 *     servablePath(['css', 'style.css'])    // 'css/style.css'
 *     servablePath(['..', 'secret'])        // undefined
 *     servablePath(['.env'])                // undefined
 */
export function servablePath(segments: readonly string[]): string | undefined {
  return segments.every(isServable) ? segments.join('/') : undefined
}

function isServable(segment: string): boolean {
  if (segment === '' || segment.length > 255 || segment.startsWith('.')) return false
  // Windows drops dots and blanks at the end: "a.txt." is "a.txt" there, and "... " may be "..".
  if (segment.endsWith('.') || segment.endsWith(' ')) return false
  return !forbidden.test(segment) && !device.test(segment)
}
