import type { DependencyDefinition } from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import { type Exchange, UpgradeAnswer } from '../exchange/index.ts'
import {
  type CompileContext,
  type CompiledInputs,
  compileInputs,
  type PlacedRoute,
  type Plan,
  type Step,
} from '../operations/index.ts'
import type { PathTemplate } from '../routing/index.ts'
import type { Channel } from './channel.ts'
import { type ChannelLimits, type ChannelSettings, channelSettings } from './channel-limits.ts'
import { ChannelRun } from './channel-run.ts'
import type { ChannelSocket } from './channel-socket.ts'
import type { ChannelDescription } from './description.ts'

/** A channel in its place. */
export type PlacedChannel = PlacedRoute<Channel>

/** What a channel is compiled with. */
export interface ChannelContext extends CompileContext {
  /** What the app says of all of its channels. */
  readonly limits: ChannelLimits
}

/** A compiled channel: what the documents say of it, and what a connection runs. */
export interface CompiledChannel {
  readonly template: PathTemplate
  readonly description: ChannelDescription
  readonly settings: ChannelSettings
  /** How many connections there are. */
  readonly open: { count: number }
  /** The singletons it needs; `link` takes their values. */
  readonly singletons: readonly DependencyDefinition[]
  /** The plan, once the singletons are there. */
  link(valueOf: (definition: DependencyDefinition) => unknown): Plan
}

/** Compiles a channel into its plan. Throws `DefinitionError` for everything that can be known before a connection. */
export function compileChannel(placed: PlacedChannel, context: ChannelContext): CompiledChannel {
  const { options, handler } = placed.route['~vivace']
  const compiled = compileInputs(placed, context)
  const { where, builder, handlerInputs, tracerSlot } = compiled
  refuseBody(compiled)
  const slot = socketSlot(compiled)
  const settings = channelSettings(where, { ...context.limits, ...options })
  const protocols = protocolsOf(where, options.protocols ?? [])
  const open = { count: 0 }
  const steps = [...compiled.steps, openStep({ slot, settings, protocols, open })]
  return {
    template: placed.template,
    description: describe(placed, compiled, protocols),
    settings,
    open,
    singletons: builder.singletons.map(({ definition }) => definition),
    link(valueOf) {
      const initial = new Array<unknown>(builder.size).fill(undefined)
      for (const singleton of builder.singletons) initial[singleton.slot] = valueOf(singleton.definition)
      return { where, steps, initial, bodyLimit: undefined, handlerInputs, handler, tracerSlot }
    },
  }
}

/** What the last step of a channel's plan needs. */
interface OpenStep {
  readonly slot: number
  readonly settings: ChannelSettings
  readonly protocols: readonly string[]
  readonly open: { count: number }
}

/** The step that answers the handshake; what the request has made is kept until the socket is closed. */
function openStep({ slot, settings, protocols, open }: OpenStep): Step {
  return (run) => {
    // The slot is that of the channel's only socket.
    const socket = run.values[slot] as ChannelSocket
    const protocol = chosenOf(protocols, run.exchange)
    const upgrade = new ChannelRun(run, { socket, settings, protocol })
    open.count += 1
    void upgrade.over.then(() => (open.count -= 1))
    run.isHeld = true
    run.exchange.after(() => upgrade.leave())
    run.answer = new UpgradeAnswer(upgrade)
  }
}

function chosenOf(protocols: readonly string[], exchange: Exchange): string | undefined {
  if (protocols.length === 0) return undefined
  const offered = (exchange.header('sec-websocket-protocol') ?? '').split(',').map((one) => one.trim())
  return protocols.find((protocol) => offered.includes(protocol))
}

function socketSlot({ where, builder }: CompiledInputs): number {
  const [socket, other] = builder.sockets
  if (socket === undefined) {
    throw new DefinitionError({
      code: 'SOCKET_MISSING',
      where,
      cause: 'none of its inputs is a socket',
      remedy: 'name one: inputs: { socket: socket({ receives: Schema, sends: Schema }) }',
    })
  }
  if (other === undefined) return socket.slot
  throw new DefinitionError({
    code: 'SOCKET_DECLARED_TWICE',
    where,
    cause: `'${socket.name}' and '${other.name}' are two sockets, and a channel has one`,
    remedy: 'keep the socket() in a constant and name that one everywhere',
  })
}

function refuseBody({ where, builder }: CompiledInputs): void {
  if (!builder.readsBody && !builder.readsForm) return
  throw new DefinitionError({
    code: 'BODY_ON_SAFE_METHOD',
    where,
    cause: 'it reads a body, and a handshake has none',
    remedy: 'receive it as the first message of the socket',
  })
}

/** A token (RFC 9110, section 5.6.2). */
const token = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/

function protocolsOf(where: string, protocols: readonly string[]): readonly string[] {
  const wrong = protocols.find((protocol) => !token.test(protocol))
  if (wrong === undefined) return protocols
  throw new DefinitionError({
    code: 'CHANNEL_OPTION_INVALID',
    where: `${where}, protocols`,
    cause: `${JSON.stringify(wrong)} is not the name of a subprotocol`,
    remedy: "write letters, digits and signs such as '.' and '-', without blanks: 'chat.v1'",
  })
}

function describe(
  { route, template, tags, deprecated, hidden, errors }: PlacedChannel,
  { builder }: CompiledInputs,
  protocols: readonly string[],
): ChannelDescription {
  const { summary, description, operationId, extensions } = route['~vivace'].options
  return {
    path: template.text,
    tags,
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    ...(operationId === undefined ? {} : { operationId }),
    deprecated,
    hidden,
    parameters: builder.parameters,
    security: builder.security,
    ...builder.sockets[0]?.source.messages,
    protocols,
    errors: [...new Set([...errors.map((error) => error.definition), ...builder.errors])],
    canFailValidation: builder.canFail,
    ...(extensions === undefined ? {} : { extensions }),
  }
}
