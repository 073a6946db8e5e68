import { type DependencyDefinition, inMakingOrder, type Overrides, tracer } from '../dependencies/index.ts'
import type { ErrorDefinition } from '../errors/index.ts'
import type {
  BodyDescription,
  BoundSource,
  FormField,
  Input,
  InputRecord,
  ParameterDescription,
  SecurityDescription,
  SendingDescription,
  Source,
  SourceUse,
} from '../inputs/index.ts'
import { notAnInput } from './inputs-of.ts'
import { type Maker, makerOf, type SlotReader } from './make-values.ts'
import type { Bindings, PlanNode } from './plan.ts'
import { tracedMaker } from './traced-maker.ts'

/** What the builder of a plan is told of the route. */
export interface PlanContext {
  readonly where: string
  readonly overrides: Overrides
  readonly use: Omit<SourceUse, 'name' | 'where' | 'scopes'>
}

/** Who uses an input. */
export interface BuilderUse {
  /** For messages: `GET /items/{id}`. */
  readonly owner: string
  /** The scopes that have been demanded on the way here. */
  readonly scopes: readonly string[]
}

/** An input that a client sends: its name in the record, its source, and how it is sent. */
export interface SentSource {
  readonly name: string
  readonly source: Source
  readonly sending: SendingDescription
}

/** What is read and made in one go. */
export interface Stage {
  readonly readers: SlotReader[]
  /** In making order, credentials first: a client without a token costs no session. */
  readonly nodes: PlanNode[]
  /** Whether one of the sources is in the parsed body. */
  needsBody: boolean
  /** Whether one of the sources is in the form. */
  needsForm: boolean
}

/**
 * Gives every value of a route its slot: each source once for each name on the wire, each dependency once, in
 * making order. What was newly added since the last `take` is one stage of the plan.
 */
export class PlanBuilder {
  readonly parameters: ParameterDescription[] = []
  readonly body: BodyDescription[] = []
  /** What the inputs take from the form. */
  readonly formFields: FormField[] = []
  readonly security: SecurityDescription[] = []
  /** What clients send, in order of binding. */
  readonly sent: SentSource[] = []
  readonly errors: Set<ErrorDefinition> = new Set()
  readonly singletons: { readonly slot: number; readonly definition: DependencyDefinition }[] = []
  /** The sockets that the inputs name; a channel has one. */
  readonly sockets: { readonly slot: number; readonly name: string; readonly source: BoundSource }[] = []
  canFail = false
  readsBody = false
  /** Whether a model takes every field of the query. */
  takesQuery = false
  /** Whether a model takes every field of the form. */
  takesForm = false
  readsForm = false
  hasGenerators = false
  size = 0
  readonly #context: PlanContext
  readonly #sourceSlots = new Map<Source, Map<string, number>>()
  readonly #dependencySlots = new Map<DependencyDefinition, Map<string, number>>()
  readonly #schemes = new Map<Source, SecurityDescription>()
  #stage: Stage = noStage()
  #credentials: PlanNode[] = []

  constructor(context: PlanContext) {
    this.#context = context
  }

  /** Slots for named inputs; `known` are those that have theirs already. */
  bind(inputs: InputRecord, use: BuilderUse, known: ReadonlyMap<string, number> = new Map()): Bindings {
    const names = Object.keys(inputs)
    const slots = Object.entries(inputs).map(
      ([name, input]) => known.get(name) ?? this.slotOf(input, name, use),
    )
    return { names, slots }
  }

  /** The slot of one input. */
  slotOf(input: Input, name: string, use: BuilderUse): number {
    const demanded = demandedBy(input, use.scopes)
    const definition = this.#context.overrides.definitionOf(input)
    if (definition !== undefined) return this.#slotOfDependency(definition, name, demanded)
    const { source, errors = [] } = input['~vivace']
    for (const error of errors) this.errors.add(error)
    if (source === undefined) throw notAnInput(name, use.owner)
    return this.#slotOfSource(source, name, { owner: use.owner, scopes: demanded })
  }

  /** Notes every scope that an input demands of the schemes behind it. What is made once may be demanded often. */
  demand(input: Input, outer: readonly string[] = []): void {
    const scopes = demandedBy(input, outer)
    const definition = this.#context.overrides.definitionOf(input)
    const { source } = input['~vivace']
    const scheme = source === undefined ? undefined : this.#schemes.get(source)
    if (definition === undefined) {
      if (scheme !== undefined && scopes.length > 0) this.security.push({ ...scheme, scopes })
    } else for (const needed of Object.values(definition.inputs)) this.demand(needed, scopes)
  }

  /** The slot of the tracer; `undefined` where the app has none. */
  tracerSlot(): number | undefined {
    const known = tracer['~vivace'].dependency
    const tracing = this.#context.overrides.resolve(known)
    return tracing === known ? undefined : this.#slotOfDependency(tracing, 'tracer', [])
  }

  /** What has been added since the last call. */
  take(): Stage {
    const taken = this.#stage
    taken.nodes.unshift(...this.#credentials)
    this.#stage = noStage()
    this.#credentials = []
    return taken
  }

  #slotOfSource(source: Source, name: string, use: BuilderUse): number {
    const slots = this.#sourceSlots.get(source) ?? new Map<string, number>()
    this.#sourceSlots.set(source, slots)
    const key = 'readsScopes' in source ? `${name} ${use.scopes.join(' ')}` : name
    const known = slots.get(key)
    if (known !== undefined) return known
    const slot = this.size++
    slots.set(key, slot)
    const bound = source.bind({ ...this.#context.use, name, where: use.owner, scopes: use.scopes })
    if (bound.security !== undefined) this.#schemes.set(source, bound.security)
    this.#describe(bound)
    if (bound.sending !== undefined) this.sent.push({ name, source, sending: bound.sending })
    if (source.phase === 'socket') this.sockets.push({ slot, name, source: bound })
    this.readsBody ||= source.phase === 'body' || source.phase === 'bytes'
    this.#stage.needsBody ||= source.phase === 'body'
    this.readsForm ||= source.phase === 'form'
    this.#stage.needsForm ||= source.phase === 'form'
    if (source.phase === 'guard') this.#credentials.push(credentialNode(slot, name, bound))
    else this.#stage.readers.push({ slot, source: bound })
    return slot
  }

  #describe(bound: BoundSource): void {
    this.parameters.push(...(bound.parameters ?? []))
    if (bound.body !== undefined) this.body.push(bound.body)
    this.body.push(...(bound.form?.body ?? []))
    this.formFields.push(...(bound.form?.fields ?? []))
    if (bound.security !== undefined) this.security.push(bound.security)
    this.canFail ||= bound.canFail
    this.takesQuery ||= bound.takesAllOf === 'query'
    this.takesForm ||= bound.takesAllOf === 'form'
  }

  #slotOfDependency(definition: DependencyDefinition, inputName: string, scopes: readonly string[]): number {
    const { overrides, where } = this.#context
    const slots = this.#dependencySlots.get(definition) ?? new Map<string, number>()
    this.#dependencySlots.set(definition, slots)
    // Throws for a cycle before the recursions below would not end.
    inMakingOrder([definition], overrides)
    // One that asks for the scopes is another for each set of them.
    const key = readsScopes(definition, overrides) ? scopes.join(' ') : ''
    const known = slots.get(key)
    if (known !== undefined) return known
    if (definition.lifetime === 'app') {
      const slot = this.size++
      slots.set(key, slot)
      this.singletons.push({ slot, definition })
      return slot
    }
    for (const error of definition.errors) this.errors.add(error.definition)
    const name = definition.name || inputName
    const inputs = this.bind(definition.inputs, { owner: `${where}, dependency '${name}'`, scopes })
    const slot = this.size++
    this.hasGenerators ||= definition.isGenerator
    if (definition.isCached) slots.set(key, slot)
    this.#stage.nodes.push({ slot, inputs, name, ...this.#maker(definition) })
    return slot
  }

  // An app that is not traced has the plans that it would have if there were no traces at all.
  #maker(definition: DependencyDefinition): Maker {
    const tracerSlot = this.tracerSlot()
    return tracerSlot === undefined ? makerOf(definition) : { make: tracedMaker(definition, tracerSlot) }
  }
}

function demandedBy(input: Input, outer: readonly string[]): readonly string[] {
  const { scopes = [] } = input['~vivace']
  return scopes.length === 0 ? outer : [...new Set([...outer, ...scopes])]
}

function readsScopes(definition: DependencyDefinition, overrides: Overrides): boolean {
  return Object.values(definition.inputs).some((input) => {
    const needed = overrides.definitionOf(input)
    const { source } = input['~vivace']
    return needed === undefined
      ? source !== undefined && 'readsScopes' in source
      : readsScopes(needed, overrides)
  })
}

function noStage(): Stage {
  return { readers: [], nodes: [], needsBody: false, needsForm: false }
}

const noInputs: Bindings = { names: [], slots: [] }

function credentialNode(slot: number, name: string, bound: BoundSource): PlanNode {
  return { slot, inputs: noInputs, name, make: (run) => bound.read(run) }
}
