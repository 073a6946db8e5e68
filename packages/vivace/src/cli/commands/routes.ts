import type { Application } from '../../app/index.ts'
import { nameOperations } from '../../openapi/operation-ids.ts'
import type { Command } from '../command.ts'
import { loadApp } from '../load-app.ts'
import { print } from '../print.ts'
import { textTable } from '../text-table.ts'

/** `vivace routes`: every route of an app and of those mounted in it. */
export const routes: Command = {
  name: 'routes',
  says: 'lists every route: method, path, operation id, whether it is public, guards, tags',
  options: {
    json: { type: 'boolean', says: 'prints JSON' },
    all: { type: 'boolean', says: 'those too that the documents do not show' },
  },
  async run(given) {
    const { app } = await loadApp(given.file)
    const all = listRoutes(app, '')
    const listed = given.flag('all') ? all : all.filter(({ operationId }) => operationId !== null)
    if (given.flag('json')) print(JSON.stringify(listed, null, 2))
    else if (listed.length === 0) print('There are no routes.')
    else print(tableOf(listed))
    return 0
  },
}

/** A route as `vivace routes` shows it. */
export interface ListedRoute {
  readonly method: string
  readonly path: string
  /** `null` for a route that the documents do not show. */
  readonly operationId: string | null
  /** Whether the guard around it is asked; `null` where there is none. */
  readonly access: 'guarded' | 'public' | null
  /** Security schemes, then the names of the dependencies that are listed as guards. */
  readonly guards: readonly string[]
  readonly tags: readonly string[]
  readonly deprecated: boolean
}

function tableOf(listed: readonly ListedRoute[]): string {
  // Without a guard there is nothing to say.
  const hasAccess = listed.some(({ access }) => access !== null)
  const headings = ['METHOD', 'PATH', 'OPERATION', ...(hasAccess ? ['ACCESS'] : []), 'GUARDS', 'TAGS', '']
  return textTable([headings, ...listed.map((route) => rowOf(route, hasAccess))])
}

function rowOf(route: ListedRoute, hasAccess: boolean): string[] {
  const { method, path, operationId, access, guards, tags, deprecated } = route
  return [
    method,
    path,
    operationId ?? '(hidden)',
    ...(hasAccess ? [access ?? ''] : []),
    guards.join(', '),
    tags.join(', '),
    deprecated ? 'deprecated' : '',
  ]
}

// `isInside` a guarded app: what asks no guard there is public, as pages and apps that are mounted as public are.
function listRoutes(app: Application, mountPath: string, isInside = app.isGuarded): ListedRoute[] {
  const placed = app.placed()
  const descriptions = app.descriptions()
  const ids = new Map(
    nameOperations(descriptions.filter(({ hidden }) => !hidden)).map((named) => [
      named.operation,
      named.operationId,
    ]),
  )
  const own = descriptions.map((description, at): ListedRoute => {
    const names = (placed[at]?.guards ?? []).map((guard) => guard['~vivace'].dependency.name)
    return {
      method: description.method,
      path: mountPath + description.path,
      operationId: ids.get(description) ?? null,
      access: placed[at]?.access ?? (isInside ? 'public' : null),
      guards: [
        ...new Set([...description.security.map(({ name }) => name), ...names.filter((name) => name !== '')]),
      ],
      tags: description.tags,
      deprecated: description.deprecated,
    }
  })
  const mounted = app.mounted.flatMap(({ path, app }) =>
    listRoutes(app, mountPath + path, isInside || app.isGuarded),
  )
  return [...own, ...mounted]
}
