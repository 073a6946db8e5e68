import type { Application } from '../../app/index.ts'

/** What an app with a guard answers without asking it. */
export interface PublicPlaces {
  /** Routes, channels and mounts that say `public: true`: `POST /auth/login`. */
  readonly declared: readonly string[]
  /** Documents and their pages, without the files that pages load. */
  readonly documents: readonly string[]
}

/**
 * What is public of an app that has a guard, and of those mounted in it; nothing of an app without one.
 *
 *     publicPlaces(app)    // { declared: ['POST /auth/login', 'MOUNT /static'], documents: ['/openapi.json', '/docs'] }
 */
export function publicPlaces(app: Application, mountPath = ''): PublicPlaces {
  const placed = app.placed()
  const own = [...placed, ...app.placedChannels()]
    .filter(({ access }) => access === 'public')
    .map(({ route, template }) => `${route.method} ${mountPath}${template.text}`)
  const parts = app.mountedParts.filter(({ isPublic }) => isPublic).map(({ path }) => mount(mountPath + path))
  // Of the routes of an app with a guard only the pages have nothing to do with it.
  const pages = placed.filter(({ access, guards }) => access === undefined && guards.length === 0)
  const documents = pages.map(({ template }) => mountPath + template.text)
  const inner = app.mounted.map(({ path, app: each }) => {
    const within = publicPlaces(each, mountPath + path)
    const isOpen = app.isGuarded && !each.isGuarded
    return isOpen ? { ...within, declared: [mount(mountPath + path), ...within.declared] } : within
  })
  return {
    declared: [...(app.isGuarded ? [...own, ...parts] : own), ...inner.flatMap(({ declared }) => declared)],
    documents: [
      ...(app.isGuarded ? withoutFiles(documents) : []),
      ...inner.flatMap(({ documents }) => documents),
    ],
  }
}

const mount = (path: string): string => `MOUNT ${path}`

// `/docs/swagger-ui.css` belongs to `/docs`.
function withoutFiles(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !paths.some((page) => path.startsWith(`${page}/`)))
}
