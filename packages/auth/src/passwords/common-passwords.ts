import { createHash } from 'node:crypto'
import { commonPasswordDigests } from './generated/common-password-digests.ts'
import { isPattern } from './password-patterns.ts'

/**
 * Whether a password is one of those that are tried first: one of some 25,000 that leaks have most often, in any
 * capitals, with up to six digits and signs around it or signs for its letters, twice in a row; a row of keys, a date, a
 * repetition.
 * OWASP ASVS 5.0, 6.2.4, asks for the first 3,000; docs/decisions/0104-passwords.md says where they are from.
 *
 *     isCommon('P@ssw0rd2024!')   // true
 *     isCommon('correct horse')   // false
 */
export function isCommon(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase()
  // A longer one is none of the list, and looking for its core would take a time that grows with its square.
  if (isPattern(lower) || lower.length > 64) return isPattern(lower)
  const cores = spellings(lower).flatMap(coresOf)
  return cores.some((core) => isListed(core) || isPattern(core) || isListed(halfOf(core)))
}

/** Signs and digits that stand for letters; some stand for two. */
const letters: readonly Readonly<Record<string, string>>[] = [
  { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' },
  { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'l' },
]

function spellings(text: string): readonly string[] {
  return [text, ...letters.map((table) => text.replace(/[013457@$!]/g, (sign) => table[sign] ?? sign))]
}

/** More than these around a word are hard to guess themselves. */
const mostAround = 6

/** A text, and what is left without digits and signs before it, after it, and around it: `!!dragon99` is `dragon`. */
function coresOf(text: string): readonly string[] {
  const before = text.replace(/^[^\p{L}]+/u, '')
  const after = withoutEnd(text)
  const around = withoutEnd(before)
  return [text, before, after, around].filter(
    (core) => core !== '' && text.length - core.length <= mostAround,
  )
}

/** A text without the digits and signs at its end. */
function withoutEnd(text: string): string {
  const characters = Array.from(text)
  const last = characters.findLastIndex((character) => /\p{L}/u.test(character))
  return characters.slice(0, last + 1).join('')
}

/** `dragon` of `dragondragon`; the text itself if it is not one part twice. */
function halfOf(text: string): string {
  const half = text.slice(0, text.length / 2)
  return half + half === text ? half : text
}

let listed: Uint32Array | undefined

function isListed(text: string): boolean {
  listed ??= readDigests()
  const wanted = createHash('sha256').update(text).digest().readUInt32BE()
  let [from, to] = [0, listed.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((listed[middle] ?? 0) < wanted) from = middle + 1
    else to = middle
  }
  return listed[from] === wanted
}

function readDigests(): Uint32Array {
  const bytes = Buffer.from(commonPasswordDigests, 'base64')
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32BE(at * 4))
}
