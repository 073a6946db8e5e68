import {
  accepts,
  content,
  cursorPageOf,
  cursorPagination,
  dependency,
  html,
  query,
  response,
  Router,
} from 'vivace'
import * as z from 'zod'
import { caller, CallerUnknown, visitor } from '../middleware/caller.ts'
import { RunStatus, RunSummary, WorkflowType } from '../models/run.ts'
import { pageFor, pagePolicy } from '../page/page.ts'
import { runs } from '../workflows/engine/runs.ts'

const byCreation = cursorPagination(z.object({ created_at: z.iso.datetime(), workflow_id: z.uuid() }), {
  maxLimit: 100,
  defaultLimit: 20,
})

const RunPage = cursorPageOf(RunSummary)

const listOf = dependency(
  { runs, paging: byCreation, status: query(RunStatus.optional()), type: query(WorkflowType.optional()) },
  ({ runs, paging, status, type }) => ({
    async ownedBy(owner: string) {
      const found = await runs.list({ owner, status, type, after: paging.cursor, limit: paging.limit + 1 })
      const shown = found.slice(0, paging.limit)
      const last = shown.at(-1)
      if (found.length === shown.length || last === undefined) return paging.page(shown)
      const { created_at, workflow_id } = last
      return paging.page(shown, { created_at, workflow_id })
    },
  }),
)

/** The list of runs, for programs. */
export const listRoutes = new Router({ tags: ['Runs'] })

listRoutes.get(
  '',
  {
    operationId: 'listRuns',
    summary: 'List your runs, the newest first',
    inputs: { listOf, caller },
    returns: RunPage,
  },
  ({ listOf, caller }) => listOf.ownedBy(caller.name),
)

/**
 * What stands where the service begins: the page for people, the list for programs. `health` is where that is, seen from
 * there.
 */
export function homeRoutes(health: string): Router {
  const page = pageFor(health)
  const router = new Router({ tags: ['Runs'] })
  router.get(
    '/',
    {
      operationId: 'showPage',
      summary: 'Show the page, or list your runs',
      description: 'Browsers get the page; who accepts JSON gets the list of runs.',
      inputs: { format: accepts(['application/json', 'text/html']), listOf, visitor, response },
      returns: content({ 'application/json': RunPage, 'text/html': html() }),
      errors: [CallerUnknown],
    },
    async ({ format, listOf, visitor, response }) => {
      if (format === 'text/html') {
        response.header('content-security-policy', pagePolicy)
        response.header('cache-control', 'no-cache')
        return content(format, page)
      }
      if (visitor === undefined) throw new CallerUnknown()
      return content(format, await listOf.ownedBy(visitor.name))
    },
  )
  return router
}
