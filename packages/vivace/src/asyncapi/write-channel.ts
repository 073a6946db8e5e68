import {
  mergeExtensions,
  pascalCase,
  type SchemaComponents,
  type SecurityComponents,
  type SecurityRequirement,
  sentenceCase,
} from '../documents/index.ts'
import type { NamedChannel } from './channel-names.ts'
import { closeCodes } from './close-codes.ts'
import type { AsyncApiChannel, AsyncApiOperation, AsyncApiSecurityScheme } from './document.ts'
import { draftMessages, type MessageComponents, type MessageDraft } from './message-components.ts'
import { type Handshake, writeHandshake } from './write-handshake.ts'
import { writeSecurity } from './write-security.ts'

/** A channel whose schemas are written, and not named yet. */
export interface ChannelDraft extends NamedChannel {
  readonly handshake: Handshake
  readonly receives: readonly MessageDraft[]
  readonly sends: readonly MessageDraft[]
  readonly security: readonly SecurityRequirement[]
}

/** What the channels of a document share, once the schemas have their names. */
export interface SharedParts {
  readonly messages: MessageComponents
  readonly schemes: Readonly<Record<string, AsyncApiSecurityScheme>>
}

/** What the channels of a document share from the start. */
export interface SharedComponents {
  readonly schemas: SchemaComponents
  readonly security: SecurityComponents
}

/** Writes the schemas of a channel. */
export function draftChannel(named: NamedChannel, { schemas, security }: SharedComponents): ChannelDraft {
  const { channel, name, where } = named
  const { receives, sends } = channel
  const received = { direction: 'input', where, hint: `${pascalCase(name)}Received` } as const
  const sent = { direction: 'output', where, hint: `${pascalCase(name)}Sent` } as const
  return {
    ...named,
    handshake: writeHandshake(named, schemas),
    receives: receives === undefined ? [] : draftMessages(receives, received, schemas),
    sends: sends === undefined ? [] : draftMessages(sends, sent, schemas),
    security: security.write({ operation: channel, where }),
  }
}

/** A channel and its operations, each with its key in the document. */
export interface WrittenChannel {
  readonly name: string
  readonly channel: AsyncApiChannel
  readonly operations: readonly (readonly [string, AsyncApiOperation])[]
}

/** Writes the channel and what the app does on it. */
export function writeChannel(draft: ChannelDraft, { messages, schemes }: SharedParts): WrittenChannel {
  const { name, channel, security } = draft
  const keys = {
    receive: draft.receives.map((message) => messages.add(message)),
    send: draft.sends.map((message) => messages.add(message)),
  }
  const demanded = writeSecurity(security, schemes)
  const written = writeChannelObject(draft, [...new Set([...keys.receive, ...keys.send])])
  const actions = (['receive', 'send'] as const).filter((action) => keys[action].length > 0)
  return {
    name,
    channel: channel.extensions === undefined ? written : mergeExtensions(written, channel.extensions),
    operations: actions.map((action) => [
      action + name.charAt(0).toUpperCase() + name.slice(1),
      {
        action,
        channel: { $ref: `#/channels/${name}` },
        ...(demanded.length === 0 ? {} : { security: demanded }),
        messages: keys[action].map((key) => ({ $ref: `#/channels/${name}/messages/${key}` })),
      },
    ]),
  }
}

function writeChannelObject(draft: ChannelDraft, messages: readonly string[]): AsyncApiChannel {
  const { name, channel, handshake, security } = draft
  const { description } = channel
  const { parameters } = handshake
  const references = messages.map((key) => [key, { $ref: `#/components/messages/${key}` }] as const)
  const tags = [...new Set(channel.tags)].map((tag) => ({ name: tag }))
  return {
    address: handshake.address,
    summary: channel.summary ?? sentenceCase(name),
    ...(description === undefined ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(messages.length === 0 ? {} : { messages: Object.fromEntries(references) }),
    bindings: { ws: handshake.binding },
    ...(channel.deprecated ? { 'x-deprecated': true } : {}),
    ...(security.length === 0 ? {} : { 'x-security': security }),
    ...closeCodes(channel),
  }
}
