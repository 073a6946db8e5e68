import { DefinitionError } from '../errors/index.ts'
import type { OutputOf, Schema } from '../schema/index.ts'
import type { SentInput, SentInternals } from './input.ts'
import type { InputOptions } from './input-options.ts'
import { textSource, type TextSourceKind } from './text-source.ts'

/** An input read from the path; `Name` is its name in the template where it has one of its own. */
export interface PathInput<
  out Value = unknown,
  out Name extends string | undefined = string | undefined,
  out Accepted = unknown,
> extends SentInput<Value, Accepted> {
  readonly '~vivace': SentInternals<Value, Accepted> & { readonly pathName: Name }
}

const kind: TextSourceKind = {
  place: 'path',
  wireName: (name) => name,
  texts({ wireName, sourceUse }) {
    const index = sourceUse.pathParameters.indexOf(wireName)
    if (index === -1) {
      throw new DefinitionError({
        code: 'PATH_PARAMETER_UNKNOWN',
        where: sourceUse.where,
        cause: `'${wireName}' is declared as a path input, but the path has no {${wireName}}`,
        remedy: `add {${wireName}} to the path, or read the input from another source`,
      })
    }
    return ({ exchange }) => {
      const text = exchange.pathValues[index]
      return text === undefined ? undefined : [text]
    }
  },
}

/**
 * An input read from the path, under its name in the record of inputs.
 *
 *     app.get('/items/{itemId}', { inputs: { itemId: path(z.int()) } }, ({ itemId }) => find(itemId))
 *
 * The text is decoded by the schema's JSON type; `{rest*}` gives the rest of the path. A name that the
 * template lacks does not compile.
 */
export function path<Accepted extends Schema, const Name extends string | undefined = undefined>(
  schema: Accepted,
  options: InputOptions & { readonly name?: Name & string } = {},
): PathInput<OutputOf<Accepted>, Name, Accepted> {
  const source = textSource(kind, schema, options)
  // pathName exists for the compiler alone, as `value` does; the option carries it at run time.
  return { '~vivace': { lifetime: 'request', source, pathName: options.name as Name } }
}
