const texts: readonly string[] = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'))
/** Milliseconds of less than a second, up to their fraction. */
const wholes: readonly string[] = texts.map((_, number) => `${number}.`)

/**
 * A whole number from 0 to 999 with all of its digits.
 *
 *     threeDigits(7)    // '007'
 */
export function threeDigits(number: number): string {
  // There is a text for each.
  return texts[number] as string
}

/**
 * Milliseconds as JSON, to the microsecond. Writing a fraction in the usual way takes five times as long.
 *
 *     millisecondsJson(1.25)    // '1.250'
 */
export function millisecondsJson(milliseconds: number): string {
  const microseconds = Math.round(milliseconds * 1_000)
  const fraction = microseconds % 1_000
  const whole = (microseconds - fraction) / 1_000
  return (wholes[whole] ?? `${whole}.`) + threeDigits(fraction)
}
