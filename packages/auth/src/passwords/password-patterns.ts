/** Rows of keys, and rows that people count along. Each is walked in both directions. */
const rows = [
  'qwertyuiop[]',
  'asdfghjkl;',
  'zxcvbnm,./',
  '1234567890-=',
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertzuiop',
  'azertyuiop',
  'qsdfghjklm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qazwsxedcrfvtgbyhnujmikolp',
  'zaqxswcdevfrbgtnhymjukilop',
  '147258369',
  '159357',
  '741852963',
  'a1b2c3d4e5f6g7h8i9',
  '1a2b3c4d5e6f7g8h9i',
  '!@#$%^&*()_+',
]
const walks = rows.flatMap((row) => [row, [...row].reverse().join('')])

/** Whether a text is a row of keys, a repetition, a date or a number that is easy to remember. */
export function isPattern(text: string): boolean {
  if (text.length < 4) return false
  return isRepetition(text) || isWalk(text) || isDate(text) || new Set(text).size <= 2
}

/** One part again and again: `abcabcabc`, `aaaaaaaa`, `19841984`. */
function isRepetition(text: string): boolean {
  for (let length = 1; length <= Math.min(text.length / 2, 4); length++) {
    if (
      text ===
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .slice(0, text.length)
    )
      return true
  }
  return false
}

/** Two rows of keys at the most, each of three and more: `qwerty`, `asdf1234`, `123qweasd`. */
function isWalk(text: string): boolean {
  const end = walkFrom(text, 0)
  if (end === text.length) return true
  for (let middle = end; middle >= 3; middle--) {
    const second = walkFrom(text, middle)
    if (second === text.length && second - middle >= 3) return true
    if (second - middle >= 3 && walkFrom(text, second) === text.length && text.length - second >= 3)
      return true
  }
  return false
}

/** How far a walk along one row leads from here. */
function walkFrom(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && walks.some((walk) => walk.includes(text.slice(start, end + 1)))) end++
  return end
}

/** A day in one of its usual forms, with or without signs between: `19840131`, `31.01.1984`, `010190`. */
function isDate(text: string): boolean {
  const digits = text.replace(/[-./ ]/g, '')
  if (!/^\d+$/.test(digits)) return false
  const [two, four] = ['\\d\\d', '(?:19|20)\\d\\d']
  const [day, month] = ['(?:0[1-9]|[12]\\d|3[01])', '(?:0[1-9]|1[0-2])']
  const forms = [`${day}${month}`, `${month}${day}`]
  const dated = forms.flatMap((form) => [
    `${form}${four}`,
    `${four}${form}`,
    `${form}${two}`,
    `${two}${form}`,
  ])
  return new RegExp(`^(?:${[...dated, four + four].join('|')})$`).test(digits)
}
