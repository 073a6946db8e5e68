const quantityPattern = /^(\d{1,15})([a-z]+)$/

/**
 * Reads a whole number, alone or with a unit; `undefined` when it is neither. Units are lower case, and
 * there is no white space, sign, fraction or exponent: what is written by hand is written in one way.
 *
 *     parseQuantity('2m', new Map([['m', 60_000]]))    // 120000
 *     parseQuantity(1.5, new Map())                    // undefined
 *
 * Packages that do this (ms, bytes) read what they can of a text and skip the rest: `'10 mbit'` is 10 MB.
 */
export function parseQuantity(
  value: number | string,
  units: ReadonlyMap<string, number>,
): number | undefined {
  const amount = typeof value === 'number' ? value : scale(value, units)
  return Number.isSafeInteger(amount) && amount >= 0 ? amount : undefined
}

function scale(text: string, units: ReadonlyMap<string, number>): number {
  const [, digits = '', unit = ''] = quantityPattern.exec(text) ?? []
  return Number(digits) * (units.get(unit) ?? Number.NaN)
}
