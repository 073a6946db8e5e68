/** The document that a page shows. */
export interface ShownDocument {
  /** The name of the app, in the browser's tab. */
  readonly title: string
  /** Its path: `/openapi.json`. */
  readonly path: string
  /** The document itself; made when it is first asked for. */
  readonly document: () => unknown
}

/** The path of something that belongs to a page: `/docs` and `initializer.js` make `/docs/initializer.js`. */
export function pathBelow(page: string, name: string): string {
  return `${page.replace(/\/$/, '')}/${name}`
}
