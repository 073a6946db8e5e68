/** The kinds of routes that are looked up. */
export const pathKinds = ['fixed', 'parameter at the end', 'two parameters', 'no such path'] as const

/** One of `pathKinds`. */
export type PathKind = (typeof pathKinds)[number]

/**
 * The templates of an app with so many routes: of each resource a list, one of it, its parts and one of them.
 *
 *     routeTemplates(4)   // ['/resources-0', '/resources-0/{id}', '/resources-0/{id}/parts', '/resources-0/{id}/parts/{part}']
 */
export function routeTemplates(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `/resources-${Math.floor(at / 4)}${endings[at % 4] ?? ''}`)
}

const endings = ['', '/{id}', '/{id}/parts', '/{id}/parts/{part}']

/**
 * A path that an app of so many routes is asked for.
 *
 *     routePath('parameter at the end', { routes: 1000, number: 7, id: 42 })   // '/resources-7/42'
 */
export function routePath(
  kind: PathKind,
  { routes, number, id }: { readonly routes: number; readonly number: number; readonly id: number },
): string {
  // Of ten routes only eight make whole resources.
  const place = `/resources-${number % Math.floor(routes / 4)}`
  switch (kind) {
    case 'fixed':
      return place
    case 'parameter at the end':
      return `${place}/${id}`
    case 'two parameters':
      return `${place}/${id}/parts/${id + 1}`
    case 'no such path':
      return `${place}/${id}/nothing`
  }
}
