const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const time = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)'
const forms = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(`^[A-Z][a-z]{2}, (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${time} GMT$`),
  // Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(`^[A-Z][a-z]{5,8}, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) ${time} GMT$`),
  // Sun Nov  6 08:49:37 1994
  new RegExp(`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`),
]

/**
 * The milliseconds of a date in a header, in one of its three forms (RFC 9110, section 5.6.7); `undefined` if
 * it is none: the header is then as good as absent.
 *
 *     parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')    // 784111777000
 *
 * `Date.parse` would take much else for a date.
 */
export function parseHttpDate(text: string): number | undefined {
  for (const form of forms) {
    const parts = form.exec(text)?.groups
    if (parts === undefined) continue
    const month = months.indexOf(parts['month'] ?? '')
    const [day, hour, minute, second] = [parts['day'], parts['hour'], parts['minute'], parts['second']].map(
      Number,
    )
    const at = Date.UTC(fullYear(parts['year'] ?? ''), month, day, hour, minute, second)
    const isDate = month >= 0 && new Date(at).getUTCDate() === day
    return isDate ? at : undefined
  }
  return undefined
}

// Two digits are a year that is not more than 50 years ahead (RFC 9110, section 5.6.7).
function fullYear(text: string): number {
  if (text.length === 4) return Number(text)
  const thisYear = new Date().getUTCFullYear()
  const year = Math.floor(thisYear / 100) * 100 + Number(text)
  return year > thisYear + 50 ? year - 100 : year
}

/** A date as headers have it: `formatHttpDate(784111777000)` is `Sun, 06 Nov 1994 08:49:37 GMT`. */
export function formatHttpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString()
}
