const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** Longest name that file systems take, in bytes; less room for what an app adds. */
const longest = 200

/**
 * The name of a file that a client has sent, made harmless: what follows the last slash or backslash, without
 * what some file system reads as something else. Joined to a folder it stays inside.
 *
 *     safeFileName('../../etc/passwd')    // 'passwd'
 *     safeFileName('C:\\a\\b?.txt')       // 'b_.txt'
 *     safeFileName('..')                  // ''
 *     safeFileName('NUL.txt')             // '_NUL.txt'
 */
export function safeFileName(sent: string): string {
  const last = sent.slice(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
  // Control characters, those that turn the direction of text, and what Windows forbids.
  const plain = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
  const trimmed = cut(withoutEnds(plain))
  return reserved.test(trimmed) ? `_${trimmed}` : trimmed
}

// Dots before a name hide it, dots and blanks after it are dropped by Windows. No regular expression: one that
// looks for the end from every blank is slow on many of them.
function withoutEnds(name: string): string {
  let start = 0
  let end = name.length
  while (start < end && isEdge(name[start])) start += 1
  while (end > start && isEdge(name[end - 1])) end -= 1
  return name.slice(start, end)
}

function isEdge(character: string | undefined): boolean {
  return character === '.' || character === ' '
}

// The ending tells what the file is: it is the middle that goes.
function cut(name: string): string {
  const size = new TextEncoder().encode(name).length
  if (size <= longest) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : ''
  const room = longest - new TextEncoder().encode(ending).length
  const { read } = new TextEncoder().encodeInto(name, new Uint8Array(room))
  return withoutEnds(name.slice(0, read)) + ending
}
