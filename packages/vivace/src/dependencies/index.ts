export { appLog } from './app-log.ts'
export { clock } from './clock.ts'
export { ended, fail, finish, firstValue, valueOf, type Yielded, type YieldedEnd } from './cleanup.ts'
export {
  dependency,
  type Dependency,
  type DependencyDefinition,
  type DependencyOptions,
  isAsyncGenerator,
  isDependency,
} from './dependency.ts'
export { Overrides, type Replacement } from './overrides.ts'
export type { Provided } from './provided.ts'
export { SingletonContainer, type SingletonDemand } from './singleton-container.ts'
export { singleton, type AppInputs } from './singleton.ts'
export { isStopping, shutdown, stopping } from './stopping.ts'
export { tracer } from './tracer.ts'
export { inMakingOrder } from './making-order.ts'
