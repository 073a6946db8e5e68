import * as fc from 'fast-check'

/** Another way to write a path, or one segment of it: what some program has taken for the same. */
type Spelling = (text: string) => string

const ofPath: readonly Spelling[] = [
  (path) => path,
  (path) => `/${path}`,
  (path) => `//${path}`,
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => `/.${path}`,
  (path) => `/x/..${path}`,
  (path) => `/public/../..${path}`,
  (path) => `/public/%2e%2e${path}`,
  (path) => `/public/..;${path}`,
  (path) => `/static/..%2f..${path}`,
  (path) => `${path}/.`,
  (path) => `${path}/..`,
  (path) => `${path}/x/..`,
  (path) => `${path};x=1`,
  (path) => `${path};`,
  (path) => `${path}%00`,
  (path) => `${path}%00.json`,
  (path) => `${path}%20`,
  (path) => `${path}%09`,
  (path) => `${path}%0d%0a`,
  (path) => `${path}%2f`,
  (path) => `${path}%`,
  (path) => `${path}%zz`,
  (path) => `${path}.json`,
  (path) => `${path}.`,
  (path) => `${path}~`,
  (path) => `${path}*`,
  (path) => `${path}:x`,
  (path) => `${path},`,
  (path) => `${path}?x=/public`,
  (path) => `${path}?`,
  (path) => `${path}#/public`,
  (path) => `${path}%3f`,
  (path) => `${path}%23`,
  (path) => path.slice(1),
  (path) => `*${path}`,
  (path) => `http://localhost${path}`,
  (path) => `HTTP://LOCALHOST${path}`,
  (path) => `http://public@localhost${path}`,
  (path) => path.replaceAll('/', '\\'),
  (path) => path.replaceAll('/', '//'),
  (path) => path.replaceAll('/', '%2F'),
  (path) => path.replaceAll('/', '%252F'),
  (path) => path.replaceAll('/', '%5C'),
  (path) => path.replaceAll('/', '/%2e/'),
  (path) => path.replaceAll('/', '/%2E%2e/'),
  (path) => path.replaceAll('/', '/;/'),
  (path) => path.replaceAll('/', '\uff0f'),
  (path) => path.replaceAll('/', '\u2215'),
  (path) => path.replace('/', '%c0%af'),
  (path) => path.replace('/', '%ef%bc%8f'),
  (path) => path.toUpperCase(),
  (path) => encodeAll(path, 1),
  (path) => encodeAll(path, 2),
]

const ofSegment: readonly Spelling[] = [
  (segment) => segment.toUpperCase(),
  (segment) => segment.charAt(0).toUpperCase() + segment.slice(1),
  (segment) => encodeAll(segment, 1),
  (segment) => encodeAll(segment, 1).toLowerCase(),
  (segment) => encodeAll(segment, 2),
  (segment) => `%${segment.charCodeAt(0).toString(16)}${segment.slice(1)}`,
  (segment) => `%25${segment.charCodeAt(0).toString(16)}${segment.slice(1)}`,
  (segment) => `%u00${segment.charCodeAt(0).toString(16)}${segment.slice(1)}`,
  (segment) => `./${segment}`,
  (segment) => `../${segment}`,
  (segment) => `x/../${segment}`,
  (segment) => `%2e/${segment}`,
  (segment) => `.%2e/${segment}`,
  (segment) => `/${segment}`,
  (segment) => `%2f${segment}`,
  (segment) => `%5c${segment}`,
  (segment) => `\\${segment}`,
  (segment) => `;x=1/${segment}`,
  (segment) => `${segment};x=1`,
  (segment) => `${segment};`,
  (segment) => `${segment}%00`,
  (segment) => `%00${segment}`,
  (segment) => `${segment}%20`,
  (segment) => `%20${segment}`,
  (segment) => `${segment}%09`,
  (segment) => `${segment}+`,
  (segment) => `${segment}.`,
  (segment) => `${segment}istrator`,
  (segment) => `${segment}s`,
  (segment) => segment.slice(0, -1),
  (segment) => `${segment}e\u0301`,
  (segment) => `${segment}\u00e9`,
  (segment) => `${segment}\u200b`,
  (segment) => `${segment}%e2%80%8b`,
  (segment) => segment.replace('s', '\u017f'),
  (segment) => segment.replace('s', '%C5%BF'),
  (segment) => segment.replace('i', '\u0131'),
  (segment) => segment.replace('a', '\uff41'),
  (segment) => segment.replace('a', '%ef%bd%81'),
  (segment) => segment.replace('e', 'e%cc%81'),
]

function encodeAll(text: string, times: number): string {
  const percent = times === 1 ? '%' : '%25'
  return text.replace(
    /[^/]/g,
    (letter) => percent + letter.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase(),
  )
}

/**
 * Different spellings of a path, the path itself the first: each way alone, then several at once by the seed.
 *
 *     pathSpellings('/admin', { count: 2_000, seed: 1 })   // ['/admin', '//admin', … '/%41dmin' …]
 */
export function pathSpellings(
  path: string,
  options: { readonly count: number; readonly seed: number },
): readonly string[] {
  const { count, seed } = options
  const segments = path.split('/').slice(1)
  const respelt = (at: number, spell: Spelling): string =>
    `/${segments.map((segment, index) => (index === at ? spell(segment) : segment)).join('/')}`
  const alone = [
    ...ofPath.map((spell) => spell(path)),
    ...segments.flatMap((_, at) => ofSegment.map((spell) => respelt(at, spell))),
  ]
  const found = new Set(alone)
  const some = fc.tuple(
    fc.array(fc.constantFrom(...ofSegment), { minLength: segments.length, maxLength: segments.length }),
    fc.array(fc.constantFrom(...ofPath), { minLength: 1, maxLength: 2 }),
    fc.integer({ min: 1, max: 2 ** segments.length - 1 }),
  )
  for (let round = 0; found.size < count; round++) {
    for (const [inside, around, which] of fc.sample(some, { seed: seed + round, numRuns: count })) {
      const spelt = segments.map((segment, at) =>
        (which >> at) & 1 ? (inside[at]?.(segment) ?? segment) : segment,
      )
      if (found.size < count) found.add(around.reduce((text, spell) => spell(text), `/${spelt.join('/')}`))
    }
  }
  return [...found]
}
