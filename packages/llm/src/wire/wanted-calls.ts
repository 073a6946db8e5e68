import type { ToolCall } from '../conversation/index.ts'
import { readToolCall } from './read-chat.ts'
import { countIn, objectIn, type WireObject, wordIn } from './wire-json.ts'

interface Wanted {
  id: string | undefined
  name: string
  given: string
}

/** The tool calls of a stream: the first chunk of each has its id and name, the others pieces of its arguments. */
export class WantedCalls {
  /** By their index on the wire, in the order in which they came. */
  readonly #calls = new Map<number, Wanted>()
  #last = -1

  add(told: WireObject): void {
    const id = wordIn(told, 'id')
    const called = objectIn(told, 'function')
    this.#last = countIn(told, 'index') ?? this.#indexOf(id)
    const call = this.#calls.get(this.#last) ?? { id: undefined, name: '', given: '' }
    this.#calls.set(this.#last, call)
    call.id ??= id
    call.name ||= wordIn(called, 'name') ?? ''
    call.given += wordIn(called, 'arguments') ?? ''
  }

  /** Throws `LlmError` for a call without a name. */
  finished(): readonly ToolCall[] {
    return [...this.#calls.values()].map(({ id, name, given }, at) =>
      readToolCall({ id, function: { name, arguments: given } }, at),
    )
  }

  // Gateways to other formats leave the index out: then a new id begins a call, and without one the last goes on.
  #indexOf(id: string | undefined): number {
    if (this.#last < 0) return 0
    return id === undefined || this.#calls.get(this.#last)?.id === id ? this.#last : this.#last + 1
  }
}
