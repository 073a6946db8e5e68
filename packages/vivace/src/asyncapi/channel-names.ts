import type { ChannelDescription } from '../channels/index.ts'
import { claimName, pathName } from '../documents/index.ts'
import { DefinitionError } from '../errors/index.ts'

/** A channel with the name that readers know it by. */
export interface NamedChannel {
  readonly channel: ChannelDescription
  /** The key in `channels`: `wsProgressByUserId`. */
  readonly name: string
  /** For messages: `WebSocket /ws/progress/{userId}`. */
  readonly where: string
}

/**
 * Names the channels: by the `operationId` they were given, else by their paths, with a number where that is taken.
 *
 *     /ws/progress/{userId}    // wsProgressByUserId
 *
 * Throws `DefinitionError` `DUPLICATE_OPERATION_ID` if two were given one name.
 */
export function nameChannels(channels: readonly ChannelDescription[]): readonly NamedChannel[] {
  const given = new Map<string, string>()
  for (const { operationId, path } of channels) {
    if (operationId === undefined) continue
    const first = given.get(operationId)
    if (first !== undefined) throw duplicate(operationId, path, first)
    given.set(operationId, path)
  }
  const taken = new Set(given.keys())
  return channels.map((channel) => ({
    channel,
    name: channel.operationId ?? claimName(taken, fromPath(channel.path)),
    where: placeOf(channel.path),
  }))
}

function fromPath(path: string): string {
  const name = pathName(path)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function placeOf(path: string): string {
  return `WebSocket ${path}`
}

function duplicate(operationId: string, path: string, first: string): DefinitionError {
  return new DefinitionError({
    code: 'DUPLICATE_OPERATION_ID',
    where: placeOf(path),
    cause: `its operationId '${operationId}' is that of ${placeOf(first)} as well`,
    remedy: 'give one of them another operationId, or none',
  })
}
