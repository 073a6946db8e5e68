import type { Input, InputInternals, Lifetime } from './input.ts'

/** Makes an input of its internals; the type of the value is the caller's word. */
export function defineInput<Value, Scope extends Lifetime>(
  internals: InputInternals<Value, Scope>,
): Input<Value, Scope> {
  return { '~vivace': internals }
}

/** Whether a value is an input (of any kind). */
export function isInput(value: unknown): value is Input {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && '~vivace' in value
}
