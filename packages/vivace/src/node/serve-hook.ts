import type { Served } from '../exchange/served.ts'
import type { ServeOptions } from './serve-options.ts'
import type { Server } from './server.ts'

/** Takes over a call of `serve`; `proceed` is what it would have done. */
export type ServeHook = (
  app: Served,
  options: ServeOptions,
  proceed: (app: Served, options: ServeOptions) => Promise<Server>,
) => Promise<Server>

// The command line and the app may have two copies of this package: what they share is the process.
const key = Symbol.for('vivace.serve-hook')
const holder = globalThis as { [key]?: ServeHook | undefined } // under a symbol that nobody else writes to

/** The hook that `serve` gives way to; `undefined` without the command line. */
export function serveHook(): ServeHook | undefined {
  return holder[key]
}

/**
 * Lets the command line have the app of a program that calls `serve`, and say where it is served.
 *
 *     setServeHook((app, options, proceed) => proceed(app, { ...options, port: 0 }))
 */
export function setServeHook(hook: ServeHook | undefined): void {
  holder[key] = hook
}
