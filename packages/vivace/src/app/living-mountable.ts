import { Overrides } from '../dependencies/index.ts'
import type { LivingApp } from './app-life.ts'
import { Lifespan } from './lifespan.ts'
import type { Mountable } from './mounts.ts'

/** What is mounted and is no app, as something that begins and ends with the app that it is mounted in. */
export function livingMountable(mountable: Mountable): LivingApp {
  return {
    lifespan: new Lifespan(async function* () {
      await mountable.start?.()
      yield
      await mountable.stop?.()
    }),
    check: () => undefined,
    // With overrides of its own: a container knows the singletons of an app by its overrides.
    demand: () => ({ wanted: [], overrides: new Overrides(() => undefined) }),
    open: () => undefined,
    close: () => undefined,
  }
}
