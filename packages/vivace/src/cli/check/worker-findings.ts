import type { ServeOptions } from '../../node/serve-options.ts'
import type { PlacedRoute } from '../../operations/index.ts'
import { isMemoryIdempotencyStore } from '../../operations/idempotency/memory-idempotency-store.ts'
import type { Finding } from './finding.ts'

/** Whether more than one process answers. */
export function severalServe({ workers = 0 }: ServeOptions = {}): boolean {
  return workers === 'auto' || workers > 1
}

/** Routes that rely on what one process alone remembers. */
export function memoryFindings(routes: readonly PlacedRoute[]): Finding[] {
  return routes.filter(remembersAlone).map(({ route, template }) => ({
    word: 'workers',
    where: `${route.method} ${template.text}`,
    cause: 'it keeps its idempotency keys in memory, and several workers serve: each knows its own alone',
    remedy: 'Give it a store that all of them share, or serve with one process.',
  }))
}

function remembersAlone({ route }: PlacedRoute): boolean {
  const store = route['~vivace'].options.idempotency?.store
  return store !== undefined && isMemoryIdempotencyStore(store)
}
