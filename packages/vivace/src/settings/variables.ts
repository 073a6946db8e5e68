import { DefinitionError } from '../errors/index.ts'
import {
  compileTextDecoder,
  type JsonSchema,
  resolve,
  TextNotDecodable,
  UNDECODABLE,
} from '../schema/index.ts'
import { variableName } from './variable-name.ts'

/** A setting that is read from one variable. */
interface Leaf {
  readonly kind: 'leaf'
  readonly key: string
  readonly variable: string
  readonly decode: (text: string) => unknown
  /** What is expected, for the message: `must be an integer`. */
  readonly expected: string
}

/** Settings below one name. The whole may be given as JSON, and its members by variables of their own. */
interface Group {
  readonly kind: 'group'
  readonly key: string
  readonly variable: string
  /** Absent groups that are optional stay absent. */
  readonly isRequired: boolean
  readonly members: readonly Variable[]
}

/** A setting, or settings below one name. */
export type Variable = Leaf | Group

/** Deeper than this a group is read as JSON alone: schemas may contain themselves. */
const deepest = 5

/**
 * The variables of the environment that an object schema is read from.
 *
 *     variablesOf(json, 'SHOP_').map(({ variable }) => variable)    // ['SHOP_PORT', 'SHOP_SMTP']
 *
 * Throws `DefinitionError` SETTINGS_NAME_TAKEN for two settings that one variable would have to hold.
 */
export function variablesOf(json: JsonSchema, prefix: string): readonly Variable[] {
  const variables = membersOf(resolve(json, json), { root: json, prefix, path: [] })
  const taken = new Set<string>()
  for (const name of namesOf(variables)) {
    if (taken.has(name)) throw nameTaken(name)
    taken.add(name)
  }
  return variables
}

interface Place {
  readonly root: JsonSchema
  readonly prefix: string
  readonly path: readonly string[]
}

function membersOf(json: JsonSchema, place: Place): Variable[] {
  return Object.entries(json.properties ?? {}).map(([key, member]) => {
    const inner = { ...place, path: [...place.path, key] }
    const variable = variableName(place.prefix, inner.path)
    const resolved = resolve(member, place.root)
    if (resolved.type === 'object' && resolved.properties !== undefined && inner.path.length < deepest) {
      const isRequired = json.required?.includes(key) ?? false
      return { kind: 'group', key, variable, isRequired, members: membersOf(resolved, inner) }
    }
    return { kind: 'leaf', key, variable, ...decoderOf(resolved, place.root) }
  })
}

function decoderOf(json: JsonSchema, root: JsonSchema): Pick<Leaf, 'decode' | 'expected'> {
  try {
    const decoding = compileTextDecoder(json, root)
    const decode = decoding.repeated
      ? (text: string) => (text.startsWith('[') ? parseJson(text) : decoding.decodeAll(splitList(text)))
      : (text: string) => decoding.decode(text)
    return { decode, expected: decoding.mismatch.message.replace(/^Expected /, 'must be ') }
  } catch (error) {
    if (!(error instanceof TextNotDecodable)) throw error
    return { decode: parseJson, expected: 'must be JSON' }
  }
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** The value of a JSON text, or `UNDECODABLE`. */
export function parseJson(text: string): unknown {
  try {
    // What it is, the schema tells.
    return JSON.parse(text) as unknown
  } catch {
    return UNDECODABLE
  }
}

function namesOf(variables: readonly Variable[]): string[] {
  return variables.flatMap((each) =>
    each.kind === 'leaf' ? [each.variable] : [each.variable, ...namesOf(each.members)],
  )
}

function nameTaken(name: string): DefinitionError {
  return new DefinitionError({
    code: 'SETTINGS_NAME_TAKEN',
    where: 'settings()',
    cause: `two settings are read from the variable ${name}`,
    remedy: 'rename one of them',
  })
}
