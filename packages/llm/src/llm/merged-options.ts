import type { ChatOptions } from '../conversation/index.ts'

/**
 * The options of a call over those of its client: headers and further members are joined, and either signal ends it.
 *
 *     mergedOptions({ temperature: 0, model: 'a' }, { model: 'b' })    // { temperature: 0, model: 'b' }
 *
 * A member that is `undefined` is as good as none.
 */
export function mergedOptions(defaults: ChatOptions, options: ChatOptions): ChatOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  return {
    ...defaults,
    ...given,
    headers: { ...defaults.headers, ...options.headers },
    extra: { ...defaults.extra, ...options.extra },
    signal: either(defaults.signal, options.signal),
  }
}

function either(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other
  return AbortSignal.any([one, other])
}
