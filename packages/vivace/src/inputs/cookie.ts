import type { OutputOf, Schema } from '../schema/index.ts'
import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { InputOptions } from './input-options.ts'
import { modelSource } from './model-source.ts'
import { textSource, type TextSourceKind } from './text-source.ts'

const kind: TextSourceKind = {
  place: 'cookie',
  wireName: (name) => name,
  texts:
    ({ wireName }) =>
    (reading) => {
      const text = reading.cookies().get(wireName)
      return text === undefined ? undefined : [text]
    },
}

/** Reads inputs from the cookie; see `cookie`. */
export interface CookieSource {
  <Accepted extends Schema>(schema: Accepted, options?: InputOptions): Input<OutputOf<Accepted>, 'request'>
  /**
   * Several cookies as one model.
   *
   *     inputs: { cookies: cookie.model(z.object({ session: z.string(), theme: z.string().optional() })) }
   */
  model<Accepted extends Schema>(schema: Accepted): Input<OutputOf<Accepted>, 'request'>
}

function one<Accepted extends Schema>(
  schema: Accepted,
  options: InputOptions = {},
): Input<OutputOf<Accepted>, 'request'> {
  return defineInput({ lifetime: 'request', source: textSource(kind, schema, options) })
}

function model<Accepted extends Schema>(schema: Accepted): Input<OutputOf<Accepted>, 'request'> {
  return defineInput({
    lifetime: 'request',
    source: modelSource(schema, { ...kind, names: (reading) => reading.cookies().keys() }),
  })
}

/**
 * An input read from a cookie; of several cookies with one name the first counts.
 *
 *     inputs: { theme: cookie(z.enum(['light', 'dark']).default('light')) }
 */
export const cookie: CookieSource = Object.assign(one, { model })
