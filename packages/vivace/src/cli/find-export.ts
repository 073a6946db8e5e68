import type { App } from '../app.ts'

/**
 * Whether a value is an app. By its members: the app may come from another copy of this package.
 *
 *     isApp(new App({ title: 'Shop', version: '1.0.0' }))    // true
 */
export function isApp(value: unknown): value is App {
  const members = ['handle', 'start', 'stop', 'descriptions', 'openapi']
  return (
    typeof value === 'object' &&
    value !== null &&
    members.every((name) => typeof Reflect.get(value, name) === 'function')
  )
}

/** The app that a module exports: `app`, else the default export, else the first there is. */
export function findExport(module: Readonly<Record<string, unknown>>): App | undefined {
  return [module['app'], module['default'], ...Object.values(module)].find(isApp)
}
