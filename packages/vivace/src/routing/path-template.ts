import { DefinitionError } from '../errors/index.ts'
import { isCanonicalPath } from './canonical-path.ts'
import { literalOnWire, type Segment } from './segment.ts'

/** A parsed path template: `/files/{folder}/{rest*}`. */
export interface PathTemplate {
  /** As the user wrote it. */
  readonly text: string
  /** Parameter names in order. */
  readonly parameters: readonly string[]
  /** The parameter that takes the rest of the path, slashes included, if there is one. */
  readonly rest: string | undefined
  /** What stands between its slashes; the last one is the rest of the path, if there is one. */
  readonly segments: readonly Segment[]
}

/**
 * The names of the parameters in a path template.
 *
 *     PathParameterName<'/users/{id}'>               // 'id'
 *     PathParameterName<'/users/{id}/{rest*}'>       // 'id' | 'rest'
 *     PathParameterName<'/health'>                   // never
 *
 * Each parameter costs one step of recursion; TypeScript allows nearly fifty.
 */
export type PathParameterName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Plain}*` ? Plain : Name) | PathParameterName<Rest>
  : never

const parameterPattern = /\{([^{}]*)\}/g
const namePattern = /^[A-Za-z_][\w.-]*(\*?)$/

/**
 * Parses a path template of OpenAPI, with `{rest*}` at the end for the rest of the path.
 *
 *     parsePathTemplate('/items/{id}')    // { parameters: ['id'], segments: [['items'], ['', '']], … }
 *
 * Throws `DefinitionError` `PATH_TEMPLATE_INVALID`.
 */
export function parsePathTemplate(text: string): PathTemplate {
  checkShape(text)
  const parameters: string[] = []
  let rest: string | undefined
  for (const match of text.matchAll(parameterPattern)) {
    const [written, name = ''] = match
    checkName(text, name, parameters)
    const isRest = name.endsWith('*')
    if (isRest && (!text.endsWith(written) || text[match.index - 1] !== '/')) {
      throw invalid(text, `${written} is not a whole segment at the end`, 'move it to the end, after a slash')
    }
    parameters.push(isRest ? name.slice(0, -1) : name)
    if (isRest) rest = name.slice(0, -1)
  }
  // A parameter's name has no slash in it.
  const segments = text.slice(1).split('/').map(literalsIn)
  if (segments.flat().some((literal) => /[{}]/.test(literal)))
    throw invalid(text, 'a brace has no partner', 'write parameters as {name}')
  return { text, parameters, rest, segments: segments.map((literals) => literals.map(literalOnWire)) }
}

/** What is not a parameter; a split puts the names in between. */
function literalsIn(segment: string): string[] {
  return segment.split(parameterPattern).filter((_part, at) => at % 2 === 0)
}

function checkShape(text: string): void {
  if (!text.startsWith('/')) throw invalid(text, 'it does not begin with "/"', 'write it as "/…"')
  if (/[?#\s]/.test(text)) {
    throw invalid(
      text,
      'it holds a "?", a "#" or a blank',
      'declare query parameters with query() and leave them out of the path',
    )
  }
  if (!isCanonicalPath(text)) {
    const cause = 'it has an empty segment, a dot segment, a backslash or an encoded slash'
    throw invalid(text, cause, 'write the one spelling that requests are answered under')
  }
  if (text.includes('}{'))
    throw invalid(text, 'two parameters touch', 'put a literal or a slash between them')
}

function checkName(text: string, name: string, before: readonly string[]): void {
  if (!namePattern.test(name)) {
    throw invalid(
      text,
      `{${name}} is not a parameter name`,
      'begin it with a letter and use letters, digits, "_", "-" and "."',
    )
  }
  if (before.includes(name.replace('*', '')))
    throw invalid(text, `{${name}} occurs twice`, 'give each parameter its own name')
}

function invalid(text: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'PATH_TEMPLATE_INVALID', where: `Path '${text}'`, cause, remedy })
}
