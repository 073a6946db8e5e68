/**
 * The weight of a range in Accept and its like, from 0 to 1; `undefined` for what is none (RFC 9110, section 12.4.2).
 *
 *     parseWeight('0.5')    // 0.5
 *
 * `.2` is one as well: `java.net.HttpURLConnection` sends it with every request.
 */
export function parseWeight(text: string): number | undefined {
  return /^(?:0(?:\.\d{0,3})?|\.\d{1,3}|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : undefined
}
