/**
 * Text as the dictionary writes it: composed letters (NFC), lower case, single blanks, none at the ends.
 *
 *     normalise('  LEVANTARSE ')    // 'levantarse'
 */
export function normalise(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase()
}

/**
 * Text without acute accents. The tilde of ñ and the dots of ü stay: those are other letters, not accents.
 *
 *     withoutAccents('reñís')    // 'reñis'
 */
export function withoutAccents(text: string): string {
  return text.replace(/[áéíóú]/gu, (letter) => plain[letter] ?? letter)
}

const plain: Readonly<Record<string, string>> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u' }
