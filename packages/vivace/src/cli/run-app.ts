import { relative } from 'node:path'
import { type ServeHook, setServeHook } from '../node/serve-hook.ts'
import { serve } from '../node/serve.ts'
import { findExport } from './find-export.ts'
import { importModule, rejectWhenIdle } from './load-app.ts'
import { withProgress } from './progress.ts'
import { supportTypeScript } from './typescript-support.ts'

/**
 * Runs a program that serves an app, or serves the app that a module exports. Resolves when it is served.
 *
 *     await runApp('/shop/src/main.ts', (app, options, proceed) => proceed(app, { ...options, port: 0 }))
 */
export async function runApp(path: string, hook: ServeHook): Promise<void> {
  await supportTypeScript(path)
  const file = relative(process.cwd(), path)
  let isCalled = false
  const served = new Promise<void>((resolve, reject) => {
    setServeHook(async (app, options, proceed) => {
      isCalled = true
      try {
        const server = await hook(app, options, proceed)
        resolve()
        return server
      } catch (error) {
        // The program need not wait for serve(), and then nobody else would hear of it.
        reject(error instanceof Error ? error : new Error(String(error)))
        throw error
      }
    })
  })
  const imported = importModule(path).then(async (module) => {
    const app = findExport(module)
    if (!isCalled && app !== undefined) await serve(app)
    return Promise.race([served, rejectWhenIdle(file)])
  })
  await withProgress(`Loading ${file}`, Promise.race([served, imported]))
}
