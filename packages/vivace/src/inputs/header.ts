import type { OutputOf, Schema } from '../schema/index.ts'
import { defineInput } from './define-input.ts'
import type { SentInput } from './input.ts'
import type { InputOptions } from './input-options.ts'
import { modelSource } from './model-source.ts'
import { textSource, type TextSourceKind } from './text-source.ts'

const kind: TextSourceKind = {
  place: 'header',
  wireName: (name) =>
    name
      .replaceAll('_', '-')
      .replace(/(?<=[a-z\d])[A-Z]/g, '-$&')
      .toLowerCase(),
  texts({ wireName }) {
    const lowerCase = wireName.toLowerCase()
    return ({ exchange }) => {
      const text = exchange.header(lowerCase)
      return text === undefined ? undefined : [text]
    }
  },
}

// A list may come in one line or in several (RFC 9110, section 5.3), and proxies change one into the other.
const list: TextSourceKind = {
  ...kind,
  texts({ wireName }) {
    const lowerCase = wireName.toLowerCase()
    return ({ exchange }) => {
      const texts = exchange.headerValues(lowerCase)
      return texts.length === 0
        ? undefined
        : texts.flatMap((text) => text.split(',').map((part) => part.trim()))
    }
  },
}

/** Reads inputs from the header; see `header`. */
export interface HeaderSource {
  <Accepted extends Schema>(schema: Accepted, options?: InputOptions): SentInput<OutputOf<Accepted>, Accepted>
  /**
   * Several headers as one model.
   *
   *     inputs: { trace: header.model(z.object({ traceparent: z.string(), tracestate: z.string().optional() })) }
   */
  model<Accepted extends Schema>(schema: Accepted): SentInput<OutputOf<Accepted>, Accepted>
}

function one<Accepted extends Schema>(
  schema: Accepted,
  options: InputOptions = {},
): SentInput<OutputOf<Accepted>, Accepted> {
  return defineInput({ lifetime: 'request', source: textSource({ ...kind, list }, schema, options) })
}

function model<Accepted extends Schema>(schema: Accepted): SentInput<OutputOf<Accepted>, Accepted> {
  // Every request has headers that no model names: a strict model would refuse them all.
  return defineInput({ lifetime: 'request', source: modelSource(schema, { ...kind, list, names: () => [] }) })
}

/**
 * An input read from a header: `userAgent` reads `user-agent`, `x_token` reads `x-token`. Arrays read a
 * list, in one line or several.
 *
 *     inputs: { userAgent: header(z.string().optional()) }
 */
export const header: HeaderSource = Object.assign(one, { model })
