/**
 * The letters that occur in a text, one bit for each of 32 kinds. Letters of one kind (q and ñ) count as one letter.
 *
 *     letterSet('aba') === letterSet('ab')    // true
 */
export function letterSet(text: string): number {
  let set = 0
  // A shift looks at five bits of its right side alone: those that part a from z.
  for (let at = 0; at < text.length; at += 1) set |= 1 << text.charCodeAt(at)
  return set
}

/**
 * How many edits there are at least between two texts with these letters: each letter that only one of them has takes
 * one, and an exchange does away with one of either.
 *
 *     leastDistance(letterSet('hablar'), letterSet('pedir'))    // 4: h, a, b, l
 */
export function leastDistance(one: number, other: number): number {
  return Math.max(bitCount(one & ~other), bitCount(other & ~one))
}

/** How many bits of 32 are set (Kernighan): as many steps as there are. */
function bitCount(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}
