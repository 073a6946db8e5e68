import { App } from '../../../src/index.ts'
import type { PlacedRoute, Route } from '../../../src/operations/index.ts'

/** A handler was reached. */
export interface Arrival {
  /** The app's title, method and template, prefixes included: `Demo: GET /items/{itemId}`. */
  readonly operation: string
  /** What the handler received. */
  readonly values: Readonly<Record<string, unknown>>
  /** The guards that had let the request in by then. */
  readonly guards: readonly string[]
}

/** What happened in the apps of this program since `clear()`: which guards were asked, which handlers were reached. */
export class Arrivals {
  readonly #list: Arrival[] = []
  readonly #passed: string[] = []

  get count(): number {
    return this.#list.length
  }

  /** The arrivals since the last `clear()`. */
  get list(): readonly Arrival[] {
    return this.#list
  }

  clear(): void {
    this.#list.length = 0
    this.#passed.length = 0
  }

  passed(guard: string): void {
    this.#passed.push(guard)
  }

  note(operation: string, values: Readonly<Record<string, unknown>>): void {
    this.#list.push({ operation, values, guards: [...this.#passed] })
  }
}

/** One for the program: what is under test runs one request after the other. */
export const arrivals: Arrivals = new Arrivals()

/** An app that notes when one of its handlers is reached; the handlers know nothing of it. */
export class WatchedApp extends App {
  override placed(...outer: Parameters<App['placed']>): PlacedRoute[] {
    return super.placed(...outer).map((placed) => ({ ...placed, route: watched(placed, this.title) }))
  }
}

function watched({ route, template }: PlacedRoute, title: string): Route {
  const { options, handler } = route['~vivace']
  const operation = `${title}: ${route.method} ${template.text}`
  return {
    ...route,
    '~vivace': {
      options,
      handler: (values) => {
        arrivals.note(operation, values)
        return handler(values)
      },
    },
  }
}
