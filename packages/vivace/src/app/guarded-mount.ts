import type { DependencyDefinition, Overrides } from '../dependencies/index.ts'
import type { Answer, Answering, Exchange } from '../exchange/index.ts'
import {
  cleanUpOrHold,
  compileInputs,
  type Declaration,
  type Plan,
  runPlan,
  type Settle,
  type Step,
} from '../operations/index.ts'
import { parsePathTemplate } from '../routing/index.ts'
import type { Guard } from './inherited-guard.ts'
import type { Mountable } from './mounts.ts'

/** How something is mounted. */
export interface MountOptions {
  /** Whether the guard of the app is not asked for what is mounted. */
  readonly public?: boolean
}

/** A mount, as far as the guard of its app is concerned. */
export interface MountedPart {
  readonly path: string
  readonly isPublic: boolean
}

/** What is mounted and is no app, behind the guard of the app that it is mounted in. */
export class GuardedMount implements Mountable, MountedPart {
  readonly path: string
  readonly isPublic: boolean
  readonly #mounted: Mountable
  #answer: (exchange: Exchange) => Answering = () => {
    throw new TypeError('No request comes before the guard is there.')
  }

  constructor(path: string, mounted: Mountable, options: MountOptions) {
    this.path = path
    this.isPublic = options.public === true
    this.#mounted = mounted
  }

  handle(exchange: Exchange): Answering {
    return this.#answer(exchange)
  }

  /**
   * Puts the guard in front of what is mounted; answers the singletons that it needs and what takes their values. Throws
   * `DefinitionError`.
   */
  compile(guard: Guard | undefined, overrides: Overrides): LinkedMount {
    const mounted = this.#mounted
    if (guard === undefined || this.isPublic) {
      return { singletons: [], link: () => (this.#answer = (exchange) => mounted.handle(exchange)) }
    }
    const { where, builder, steps } = compileInputs(this.#placed(guard), { overrides, unknownFields: 'drop' })
    const all = [...steps, answerOf(mounted), ...(builder.hasGenerators ? [cleanUpOrHold] : [])]
    return {
      singletons: builder.singletons.map(({ definition }) => definition),
      link: (valueOf) => {
        const initial = new Array<unknown>(builder.size).fill(undefined)
        for (const { slot, definition } of builder.singletons) initial[slot] = valueOf(definition)
        const plan: Plan = { where, steps: all, initial, bodyLimit: undefined, handlerInputs: none, handler }
        this.#answer = (exchange) => runPlan(plan, exchange)
      },
    }
  }

  #placed(guard: Guard): Parameters<typeof compileInputs>[0] {
    const route: Declaration = { method: 'MOUNT', path: this.path, '~vivace': { options: {}, handler } }
    const nothing = { tags: [], errors: [], deprecated: false, versionSuffix: '', hidden: true }
    return { ...nothing, route, template: parsePathTemplate(this.path), guards: [guard] }
  }
}

/** A mount whose guard is compiled. */
export interface LinkedMount {
  readonly singletons: readonly DependencyDefinition[]
  link(valueOf: (definition: DependencyDefinition) => unknown): void
}

const none = { names: [], slots: [] }
// What is mounted answers in a step of its own: its answer is not encoded.
const handler = (): undefined => undefined

function answerOf(mounted: Mountable): Step {
  return (run) => {
    const answering = mounted.handle(run.exchange)
    if (answering instanceof Promise) {
      run.settle = keepAnswer
      return answering
    }
    run.answer = answering
    return undefined
  }
}

const keepAnswer: Settle = (run, answer) => {
  // `handle` resolves to nothing else.
  run.answer = answer as Answer
}
