import { availableParallelism } from 'node:os'
import { programVersion } from './runtimes.ts'

/** Which core the server runs on and which the load; `undefined` where nothing can be pinned. */
export interface Pinning {
  readonly server: number | undefined
  readonly load: number | undefined
}

/** The last core for the server (the first has the interrupts), the first for the load. */
export function choosePinning(): Pinning {
  const cores = availableParallelism()
  if (cores < 2 || programVersion('taskset') === undefined) return { server: undefined, load: undefined }
  return { server: cores - 1, load: 0 }
}

/**
 * A command that runs on one core alone.
 *
 *     pinned(['node', 'a.js'], 1)   // ['taskset', '-c', '1', 'node', 'a.js']
 */
export function pinned(command: readonly string[], core: number | undefined): string[] {
  return core === undefined ? [...command] : ['taskset', '-c', String(core), ...command]
}
