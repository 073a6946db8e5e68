/** The odd primes below 168, whose product divides what such keys are made from. */
const primes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
].concat([101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167])

/**
 * Whether an RSA modulus bears the mark of a chip whose keys can be factored (CVE-2017-15361): modulo each small prime
 * it is a power of 65537. Another modulus is so by chance once in 100 million times.
 *
 * @see M. Nemec et al., "The Return of Coppersmith's Attack", ACM CCS 2017
 */
export function isRoca(modulus: Uint8Array): boolean {
  return primes.every((prime) => isPowerOf65537(remainder(modulus, prime), prime))
}

function remainder(number: Uint8Array, prime: number): number {
  return number.reduce((rest, byte) => (rest * 256 + byte) % prime, 0)
}

function isPowerOf65537(value: number, prime: number): boolean {
  let power = 1
  do {
    if (power === value) return true
    power = (power * 65_537) % prime
  } while (power !== 1)
  return false
}
