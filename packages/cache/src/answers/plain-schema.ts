import type { Schema } from 'vivace'

/** A schema of values that come from this package alone: it lets everything through. */
export type PlainSchema<Value> = Schema<Value, Value>

/** A schema of what JSON can say, for what was written by ourselves. */
export function plainSchema<Value>(): PlainSchema<Value> {
  return {
    '~standard': {
      version: 1,
      vendor: 'vivace-cache',
      validate: (value) => ({ value: value as Value }), // Nobody else writes there.
      jsonSchema: { input: () => ({}), output: () => ({}) },
    },
  }
}
