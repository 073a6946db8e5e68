import type { ProvidedVectors } from '../providers/index.ts'
import { readUsage } from './read-usage.ts'
import { toldError } from './told-error.ts'
import { countIn, isObject, listIn, notOfTheFormat, wordIn } from './wire-json.ts'

/** What was asked for. */
export interface AskedVectors {
  readonly model: string
  readonly count: number
  readonly attempts: number
}

/**
 * The vectors of a body of `/embeddings`, by their index, whatever order they came in.
 *
 *     readVectors(JSON.parse(text), { model, count: 2, attempts: 1 }).vectors
 *
 * Throws `LlmError` unless there is one for each text, all of one length and of numbers.
 */
export function readVectors(body: unknown, { model, count, attempts }: AskedVectors): ProvidedVectors {
  if (!isObject(body)) throw notOfTheFormat('is not an object')
  const failure = toldError(body)
  if (failure !== undefined) throw failure
  const vectors = new Array<readonly number[] | undefined>(count).fill(undefined)
  for (const [at, item] of listIn(body, 'data').entries()) {
    if (!isObject(item)) throw notOfTheFormat('has a vector that is no object')
    const index = countIn(item, 'index') ?? at
    if (index >= count) throw notOfTheFormat(`has a vector for text ${index + 1} of ${count}`)
    vectors[index] = numbersOf(item['embedding'])
  }
  const found = vectors.filter((vector) => vector !== undefined)
  if (found.length !== count) throw notOfTheFormat(`has vectors for ${found.length} of ${count} texts`)
  if (found.some(({ length }) => length !== found[0]?.length))
    throw notOfTheFormat('has vectors of several lengths')
  const usage = readUsage(body['usage'])
  return { model: wordIn(body, 'model') ?? model, vectors: found, usage, attempts }
}

function numbersOf(embedding: unknown): readonly number[] {
  const isVector =
    Array.isArray(embedding) &&
    embedding.length > 0 &&
    embedding.every((one) => typeof one === 'number' && Number.isFinite(one))
  if (!isVector) throw notOfTheFormat('has a vector that is no list of numbers')
  // Each of them has just been looked at.
  return embedding as number[]
}
