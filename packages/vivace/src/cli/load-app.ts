import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { App } from '../app.ts'
import { setServeHook } from '../node/serve-hook.ts'
import type { ServeOptions } from '../node/serve-options.ts'
import { findAppFile } from './find-app-file.ts'
import { findExport, isApp } from './find-export.ts'
import { withProgress } from './progress.ts'
import { supportTypeScript } from './typescript-support.ts'
import { UsageError } from './usage-error.ts'

/** An app that was loaded without being served. */
export interface LoadedApp {
  readonly app: App
  /** The file, for messages. */
  readonly file: string
  /** What the program would have served it with; absent if it only exports it. */
  readonly options: ServeOptions | undefined
}

/**
 * Loads an app for a look at it: a program is stopped where it calls `serve`, and nothing is started.
 *
 *     const { app } = await loadApp('src/main.ts')
 *
 * Throws `UsageError` if there is no file or no app in it.
 */
export async function loadApp(named: string | undefined): Promise<LoadedApp> {
  const path = findAppFile(process.cwd(), named)
  const file = relative(process.cwd(), path)
  await supportTypeScript(path)
  const taken = new Promise<LoadedApp>((resolve, reject) => {
    setServeHook((app, options) => {
      if (isApp(app)) resolve({ app, file, options })
      else reject(noApp(file))
      // The program waits here for ever; it is only looked at.
      return new Promise(() => undefined)
    })
  })
  const exported = importModule(path).then((module): LoadedApp | Promise<LoadedApp> => {
    const app = findExport(module)
    return app === undefined ? Promise.race([taken, rejectWhenIdle(file)]) : { app, file, options: undefined }
  })
  return withProgress(`Loading ${file}`, Promise.race([taken, exported]))
}

/** Imports a module by its path. */
export async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  // Whatever it exports.
  return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>
}

/** Rejects when the process has nothing left to do. */
export function rejectWhenIdle(file: string): Promise<never> {
  return new Promise((_resolve, reject) => process.once('beforeExit', () => reject(noApp(file))))
}

function noApp(file: string): UsageError {
  return new UsageError(
    `${file} neither exports an app nor serves one.\n` +
      "Write `export const app = new App({ … })`, or `await serve(app)` with serve from 'vivace/node'.",
  )
}
