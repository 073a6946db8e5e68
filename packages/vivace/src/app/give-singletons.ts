import { appLog, type Overrides, tracer } from '../dependencies/index.ts'
import type { Logger, Tracer } from '../exchange/index.ts'

/** What the options of an app say of its singletons. */
export interface GivenSingletons {
  readonly log: Logger
  readonly tracer: Tracer | undefined
}

/** Puts what an app was given behind the inputs that name it; answers what takes the log away again. */
export function giveSingletons(overrides: Overrides, given: GivenSingletons): () => void {
  if (given.tracer !== undefined) overrides.add(tracer, () => given.tracer)
  return overrides.add(appLog, () => given.log)
}
