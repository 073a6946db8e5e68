import * as z from 'zod'
import { type AppOptions, path, query, silentLogger } from '../../../src/index.ts'
import { WatchedApp } from './arrivals.ts'
import { files } from './files.ts'
import { root } from './guards.ts'
import { items } from './items.ts'
import { libraries } from './libraries.ts'
import { orders } from './orders.ts'
import { search } from './search.ts'
import { keys, staffOnly } from './staff.ts'
import { users } from './users.ts'

const name = path(z.string().regex(/^[a-z]{1,12}$/))

/** The app that is attacked, and the apps that are mounted in it by their paths. */
export interface Demo {
  readonly app: WatchedApp
  readonly mounted: ReadonlyMap<string, WatchedApp>
}

/**
 * An app of more than fifty operations, which use every source, every feature of a schema, guards of every
 * kind and mounts.
 *
 *     const { app } = demoApp({ errorFormat: 'fastapi' })
 */
export function demoApp(options: Partial<AppOptions> = {}): Demo {
  const app = new WatchedApp({ title: 'Demo', version: '1.0.0', log: silentLogger, ...options })
  for (const router of [items, users, search, orders, files, libraries, staffOnly, keys]) app.include(router)
  // Its path begins like that of the guarded routes; it is nobody's secret.
  app.get('/staffing', { inputs: { q: query(z.string().max(5).default('')) } }, ({ q }) => ({ q }))
  const mounted = new Map([
    ['/admin', guardedApp(options)],
    ['/administrator', openApp(options)],
  ])
  for (const [prefix, inner] of mounted) app.mount(prefix, inner)
  return { app, mounted }
}

function guardedApp(options: Partial<AppOptions>): WatchedApp {
  const admin = new WatchedApp({
    title: 'Admin',
    version: '1.0.0',
    log: silentLogger,
    ...options,
    dependencies: [root],
  })
  admin.get('/users/{name}', { inputs: { name }, returns: z.object({ name: z.string() }) }, ({ name }) => ({
    name,
  }))
  admin.delete('/users/{name}', { inputs: { name }, returns: null }, () => undefined)
  admin.get(
    '/',
    { inputs: { page: query(z.int().default(1)) }, returns: z.object({ page: z.int() }) },
    ({ page }) => ({
      page,
    }),
  )
  return admin
}

function openApp(options: Partial<AppOptions>): WatchedApp {
  const open = new WatchedApp({ title: 'Open', version: '1.0.0', log: silentLogger, ...options })
  open.get('/users/{name}', { inputs: { name }, returns: z.object({ name: z.string() }) }, ({ name }) => ({
    name,
  }))
  return open
}
