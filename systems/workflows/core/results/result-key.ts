import { createHash } from 'node:crypto'
import type { WorkflowType } from '../../models/run.ts'

/** What decides whether two requests have the same result. */
export interface ResultQuestion {
  readonly type: WorkflowType
  readonly topic: string
  /** Models, tools, temperature: what has to be the same beside the topic. */
  readonly params: Readonly<Record<string, unknown>>
  readonly promptVersion: number
}

/** A question by its keys. */
export interface ResultKeys {
  /** Of exactly this question. */
  readonly key: string
  /** Of all questions that differ in the topic alone. */
  readonly group: string
}

/**
 * The keys of a question: SHA-256 of all that decides about the result.
 *
 *     resultKeys({ type: 'reflection', topic: ' AI  Ethics', params: {}, promptVersion: 1 })
 */
export function resultKeys({ type, topic, params, promptVersion }: ResultQuestion): ResultKeys {
  const given = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const group = hash([type, given, promptVersion])
  return { key: hash([group, normalizedTopic(topic)]), group }
}

/**
 * A topic without what does not matter: case, spaces, and ways to write a character.
 *
 *     normalizedTopic(' AI  Ethics ')    // 'ai ethics'
 */
export function normalizedTopic(topic: string): string {
  return topic.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' ')
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
