/**
 * The address systems that a conjugation can follow.
 *
 * | region | addresses | spoken |
 * |---|---|---|
 * | `castellano` | tú, usted, vosotros, ustedes | Spain (es-ES) |
 * | `canarias` | tú, usted, ustedes | the Canaries, Mexico and most of America (es-MX) |
 * | `voseo` | vos, usted, ustedes | the River Plate (es-AR) |
 * | `formal` | usted, ustedes | wherever one is polite |
 */
export const regions = ['castellano', 'formal', 'voseo', 'canarias'] as const

/** An address system: `castellano`. */
export type Region = (typeof regions)[number]

/** The six persons of a region, in the order of the forms. */
export type Persons = readonly [string, string, string, string, string, string]

/**
 * The persons of each region. Where nobody says vosotros, the fifth is ustedes and the sixth is left to
 * ellos and ellas, so that each label names exactly one place.
 */
export const personsOf: Readonly<Record<Region, Persons>> = {
  castellano: ['yo', 'tú', 'él/ella/usted', 'nosotros', 'vosotros', 'ellos/ellas/ustedes'],
  formal: ['yo', 'usted', 'él/ella', 'nosotros', 'ustedes', 'ellos/ellas'],
  voseo: ['yo', 'vos', 'él/ella/usted', 'nosotros', 'ustedes', 'ellos/ellas'],
  canarias: ['yo', 'tú', 'él/ella/usted', 'nosotros', 'ustedes', 'ellos/ellas'],
}
