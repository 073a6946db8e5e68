import type { Application } from '../../app/index.ts'
import { nameOperations } from '../../openapi/operation-ids.ts'
import type { Command } from '../command.ts'
import { loadApp } from '../load-app.ts'
import { print } from '../print.ts'
import { textTable } from '../text-table.ts'

/** `vivace routes`: every route of an app and of those mounted in it. */
export const routes: Command = {
  name: 'routes',
  says: 'lists every route: method, path, operation id, guards, tags',
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
    else print(textTable([headings, ...listed.map(rowOf)]))
    return 0
  },
}

/** A route as `vivace routes` shows it. */
export interface ListedRoute {
  readonly method: string
  readonly path: string
  /** `null` for a route that the documents do not show. */
  readonly operationId: string | null
  /** Security schemes, then the names of the dependencies that are listed as guards. */
  readonly guards: readonly string[]
  readonly tags: readonly string[]
  readonly deprecated: boolean
}

const headings = ['METHOD', 'PATH', 'OPERATION', 'GUARDS', 'TAGS', '']

function rowOf(route: ListedRoute): string[] {
  const { method, path, operationId, guards, tags, deprecated } = route
  return [
    method,
    path,
    operationId ?? '(hidden)',
    guards.join(', '),
    tags.join(', '),
    deprecated ? 'deprecated' : '',
  ]
}

function listRoutes(app: Application, mountPath: string): ListedRoute[] {
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
      guards: [
        ...new Set([...description.security.map(({ name }) => name), ...names.filter((name) => name !== '')]),
      ],
      tags: description.tags,
      deprecated: description.deprecated,
    }
  })
  const mounted = app.mounted.flatMap(({ path, app }) => listRoutes(app, mountPath + path))
  return [...own, ...mounted]
}
