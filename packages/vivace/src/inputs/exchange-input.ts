import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { Reading } from './source.ts'

/** An input that every request has and no client can get wrong. */
export function exchangeInput<Value>(read: (reading: Reading) => Value): Input<Value, 'request'> {
  return defineInput({
    lifetime: 'request',
    source: { phase: 'exchange', bind: () => ({ read, canFail: false }) },
  })
}
