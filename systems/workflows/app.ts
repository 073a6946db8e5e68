import { jsonLogger } from '@vivace/telemetry'
import { App, type Logger } from 'vivace'
import { staticFiles } from 'vivace/static'
import { middlewareStack } from './middleware/stack.ts'
import { assets } from './page/page.ts'
import { cacheRoutes } from './routes/cache-routes.ts'
import { homeRoutes, listRoutes } from './routes/list-routes.ts'
import { operationRoutes } from './routes/operation-routes.ts'
import { reportRoutes } from './routes/report-routes.ts'
import { runRoutes } from './routes/run-routes.ts'
import { startRoutes } from './routes/start-routes.ts'
import { toolRoutes } from './routes/tool-routes.ts'

/** How the service is put together. */
export interface WorkflowsOptions {
  /** Where workflows are begun and runs are read: `/workflows`, or nothing where the app is mounted there. */
  readonly prefix: '' | '/workflows'
  /** Lines of JSON on the standard output if absent. */
  readonly log?: Logger
}

/**
 * The service of agentic workflows.
 *
 *     await serve(createWorkflows({ prefix: '/workflows' }))
 */
export function createWorkflows({
  prefix,
  log = jsonLogger({ fields: { service: 'workflows' } }),
}: WorkflowsOptions): App {
  const app = new App({
    title: 'Agentic Workflows API',
    version: '1.0.0',
    description:
      'Texts by reflection, research with sources, and plans of several agents: started and waited for, started and polled, or followed live.',
    license: { name: 'MIT', identifier: 'MIT' },
    log,
    middleware: middlewareStack,
    tags: [
      { name: 'Workflows', description: 'Where runs are begun.' },
      { name: 'Runs', description: 'Runs, once they have begun: read, followed, cancelled, approved.' },
      { name: 'Tools', description: 'What agents work with, on its own.' },
      { name: 'Cache', description: 'Results that are given to whoever asks the same.' },
      { name: 'Operations', description: 'For those who run the service.' },
    ],
  })
  app.include(startRoutes, { prefix })
  if (prefix !== '') app.include(listRoutes, { prefix })
  app.include(homeRoutes(prefix === '' ? 'health' : '../health'), { prefix })
  app.include(runRoutes, { prefix })
  app.include(reportRoutes, { prefix })
  app.include(toolRoutes)
  app.include(cacheRoutes)
  app.include(operationRoutes)
  app.mount(`${prefix}/assets`, staticFiles(assets))
  return app
}
