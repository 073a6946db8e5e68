import {
  type Channel,
  type ChannelContext,
  type CompiledChannel,
  compileChannel,
  type LinkedChannel,
  type PlacedChannel,
} from '../channels/index.ts'
import type { DependencyDefinition } from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import type { Plan } from '../operations/index.ts'
import { type RouteMatch, RouteTable } from '../routing/index.ts'

/** A channel and the plan that its connections run. */
export interface TableChannel extends LinkedChannel {
  readonly channel: CompiledChannel
  /** Without the singletons until `link` has put them in; no connection comes before. */
  plan: Plan
}

/** Every channel of an app, compiled, and found by its path. */
export class ChannelTable {
  readonly channels: readonly TableChannel[]
  readonly #table = new RouteTable<TableChannel>()

  /** Throws `DefinitionError` for everything that can be known before a connection. */
  constructor(placed: readonly PlacedChannel[], context: ChannelContext) {
    this.channels = placed.map((one) => {
      const channel = compileChannel(one, context)
      const { settings, open } = channel
      const linked: TableChannel = { channel, settings, open, plan: channel.link(() => undefined) }
      // An opening handshake is a GET (RFC 6455, section 4.1).
      const taken = this.#table.add('GET', one.template, linked)
      if (taken !== undefined) throw duplicate(one.route, taken.text)
      return linked
    })
  }

  /** The singletons that the channels need. */
  singletons(): DependencyDefinition[] {
    return [...new Set(this.channels.flatMap(({ channel }) => channel.singletons))]
  }

  /** Puts the singletons into the plans. */
  link(valueOf: (definition: DependencyDefinition) => unknown): void {
    for (const linked of this.channels) linked.plan = linked.channel.link(valueOf)
  }

  find(path: string): RouteMatch<TableChannel> | undefined {
    return this.channels.length === 0 ? undefined : this.#table.find('GET', path)
  }
}

function duplicate({ path }: Channel, taken: string): DefinitionError {
  return new DefinitionError({
    code: 'DUPLICATE_ROUTE',
    where: `WEBSOCKET ${path}`,
    cause: `WEBSOCKET ${taken} is there already and takes the same paths`,
    remedy: 'remove one of them, or give one another path',
  })
}
