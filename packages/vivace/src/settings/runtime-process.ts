/** As much of Node's `process` as settings need; Bun and Deno have it as well. */
export interface RuntimeProcess {
  readonly env?: Readonly<Record<string, string | undefined>>
  exitCode?: number | string | null | undefined
  cwd?(): string
  getBuiltinModule?(name: string): unknown
  on?(event: string, listener: (error: unknown) => void): unknown
}

/**
 * The `process` of the runtime; `undefined` in workers and browsers, which have none.
 *
 *     runtimeProcess()?.env?.['PORT']
 */
export function runtimeProcess(): RuntimeProcess | undefined {
  // Every member is optional, and whoever calls looks whether it is there.
  return (globalThis as { readonly process?: RuntimeProcess }).process
}
