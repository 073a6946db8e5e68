import type { Invalidation } from '../shared/index.ts'

/** What one process tells the others. */
export interface Message {
  /** Names the process. */
  readonly from: string
  readonly namespace: string
  readonly change: Invalidation
}

/** A message as it is published. */
export function writeMessage({ from, namespace, change }: Message): string {
  return JSON.stringify({ from, namespace, ...change })
}

/** A message that was heard; `undefined` for what is none: whoever has the password may publish. */
export function readMessage(text: string): Message | undefined {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof read !== 'object' || read === null) return undefined
  // Each member is looked at before it is used.
  const { from, namespace, places = [], tags = [], all = false } = read as Readonly<Record<string, unknown>>
  if (typeof from !== 'string' || typeof namespace !== 'string') return undefined
  if (!isTexts(places) || !isTexts(tags)) return undefined
  return { from, namespace, change: { places, tags, all: all === true } }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
